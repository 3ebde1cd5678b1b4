// Self-test: does this device look up 256-byte tables in AVX-512 VBMI registers and multiply 16-bit pairs, correctly?
// out[0..63] = saturated T[c] + T[~c]; out[64] = 1; out[65] = lanes with a sum <= 200; dots[i] = a dot product of pairs.

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void self_test(global const uchar *table, global const uchar *codes,
                                                                      global const short *pairs, global uchar *out,
                                                                      global int *dots) {
#ifdef AVX512
    typedef char bytes64 __attribute__((ext_vector_type(64), aligned(1)));
    typedef int ints16 __attribute__((ext_vector_type(16), aligned(1)));
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
    const ints16 a = *(global const ints16 *)pairs, b = *(global const ints16 *)(pairs + 32);
    *(global ints16 *)dots = __builtin_ia32_vpdpwssd512((ints16)(0), a, b);
#else
    out[64] = 0;
#endif
}
