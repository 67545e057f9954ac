// SPDX-License-Identifier: MIT
// SHA-256 as FIPS 180-4 has it, as a class with update() and digest().
typedef struct {
    mp_obj_base_t base;
    uint64_t length;
    uint32_t state[8];
    uint8_t block[64];
} sha256_t;

static const uint32_t round_words[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static const uint32_t first_state[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static uint32_t turn(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static void compress(sha256_t *self) {
    uint32_t w[64];
    for (int i = 0; i < 16; ++i) {
        const uint8_t *p = self->block + 4 * i;
        w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    }
    for (int i = 16; i < 64; ++i) {
        uint32_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ x >> 3) + (turn(y, 17) ^ turn(y, 19) ^ y >> 10);
    }
    uint32_t a = self->state[0], b = self->state[1], c = self->state[2], d = self->state[3];
    uint32_t e = self->state[4], f = self->state[5], g = self->state[6], h = self->state[7];
    for (int i = 0; i < 64; ++i) {
        uint32_t t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + round_words[i] + w[i];
        uint32_t t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    self->state[0] += a;
    self->state[1] += b;
    self->state[2] += c;
    self->state[3] += d;
    self->state[4] += e;
    self->state[5] += f;
    self->state[6] += g;
    self->state[7] += h;
}

static void add(sha256_t *self, const uint8_t *data, size_t length) {
    while (length != 0) {
        size_t at = (size_t)self->length & 63;
        size_t n = 64 - at < length ? 64 - at : length;
        memcpy(self->block + at, data, n);
        self->length += n;
        data += n;
        length -= n;
        if (at + n == 64) {
            compress(self);
        }
    }
}

static mp_obj_t sha256_update(mp_obj_t self_in, mp_obj_t data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    add(MP_OBJ_TO_PTR(self_in), info.buf, info.len);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(sha256_update_obj, sha256_update);

static mp_obj_t sha256_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    sha256_t *self = mp_obj_malloc(sha256_t, type);
    self->length = 0;
    for (int i = 0; i < 8; ++i) {
        self->state[i] = first_state[i];
    }
    if (n_args != 0) {
        sha256_update(MP_OBJ_FROM_PTR(self), args[0]);
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t sha256_digest(mp_obj_t self_in) {
    sha256_t copy;
    memcpy(&copy, MP_OBJ_TO_PTR(self_in), sizeof(copy));
    uint64_t bits = copy.length * 8;
    uint8_t end[72] = { 0x80 };
    size_t n = ((copy.length & 63) < 56 ? 56 : 120) - ((size_t)copy.length & 63);
    for (int i = 0; i < 8; ++i) {
        end[n + i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    add(&copy, end, n + 8);
    uint8_t digest[32];
    for (int i = 0; i < 32; ++i) {
        digest[i] = (uint8_t)(copy.state[i / 4] >> (24 - 8 * (i % 4)));
    }
    return mp_obj_new_bytes(digest, sizeof(digest));
}
static MP_DEFINE_CONST_FUN_OBJ_1(sha256_digest_obj, sha256_digest);
