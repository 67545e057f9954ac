static mp_int_t @NAME@_sum(mp_int_t a, mp_int_t b) {
    return a + b;
}
