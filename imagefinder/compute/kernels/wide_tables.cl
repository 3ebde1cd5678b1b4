// Self-test: does this device look up 256-byte tables in AVX-512 VBMI registers, and correctly?
// out[0..63] = saturated T[c] + T[~c]; out[64] = 1; out[65] = lanes with a sum <= 200.

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void wide_tables(global const uchar *table,
                                                                        global const uchar *codes,
                                                                        global uchar *out) {
#ifdef __AVX512VBMI__
    typedef char bytes64 __attribute__((ext_vector_type(64), aligned(1)));
    const bytes64 zero = (bytes64)((char)0);
    const bytes64 t0 = *(global const bytes64 *)table, t1 = *(global const bytes64 *)(table + 64);
    const bytes64 t2 = *(global const bytes64 *)(table + 128), t3 = *(global const bytes64 *)(table + 192);
    const bytes64 c = *(global const bytes64 *)codes;
    const bytes64 n = ~c;
    const bytes64 v =
        c < zero ? __builtin_ia32_vpermi2varqi512(t2, c, t3) : __builtin_ia32_vpermi2varqi512(t0, c, t1);
    const bytes64 w =
        n < zero ? __builtin_ia32_vpermi2varqi512(t2, n, t3) : __builtin_ia32_vpermi2varqi512(t0, n, t1);
    const bytes64 sum = __builtin_ia32_paddusb512(v, w);
    *(global bytes64 *)out = sum;
    out[64] = 1;
    out[65] = popcount(__builtin_ia32_ucmpb512_mask(sum, (bytes64)((char)200), 2, ~0ul));
#else
    out[64] = 0;
#endif
}
