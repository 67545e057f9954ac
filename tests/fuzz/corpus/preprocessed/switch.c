int f(int q) { static int t[] = { NATMOD_TABLE_OR_CODE(A(1, 2), B(3)), NATMOD_QSTR_OBJECT(natmod_q_a) };
switch (int z = g(q); z) { default: case ((qstr)natmod_q_a): switch (q)
{ case natmod_q_b: return NATMOD_QSTR_OBJECT(natmod_q_a); } case 3 ? 4 : 5: ; } }
