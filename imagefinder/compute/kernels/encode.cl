// Product quantisation of vectors: in each sub-space the nearest of 256 words (Jegou et al., TPAMI 2011, eq. 8).
//
// Launch: one work-item per CHUNK vectors, local size 1. Compile-time: M sub-spaces of DS dimensions, CHUNK.
// |y|^2 is left out: it does not change which word is nearest. Ties go to the lower word.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"

#define PARAMETERS \
    global const float *vectors,       /* (n, M * DS) */                                                              \
    global const float *codebooks,     /* (M, DS, 256) */                                                             \
    global const float *norms,         /* (M, 256), 1e30 for words not in use */                                      \
    const uint n,                                                                                                     \
    global uchar *codes                /* (n, M) */
#define ARGUMENTS vectors, codebooks, norms, n, codes

// Apart from the kernel, so that it is compiled for the instructions that it was written for; see list_search.cl.
static __attribute__((noinline)) void encode_share(const uint item, PARAMETERS) {
    const uint begin = item * CHUNK;
    const uint end = min(begin + CHUNK, n);
    const int16 lanes = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (uint j = 0; j < M; ++j) {
        global const float *book = codebooks + (size_t)j * DS * 256;
        for (uint i = begin; i < end; ++i) {
            float y[DS];
            for (uint s = 0; s < DS; ++s) y[s] = -2.0f * vectors[(size_t)i * M * DS + j * DS + s];
            float16 best = (float16)(INFINITY);
            int16 word = 0;
            for (uint g = 0; g < 16; ++g) {
                float16 v = LOAD16(g, norms + j * 256);
#pragma unroll
                for (uint s = 0; s < DS; ++s) v += y[s] * LOAD16(g, book + s * 256);
                const int16 closer = v < best;
                best = closer ? v : best;
                word = closer ? (int16)(g * 16) + lanes : word;
            }
            codes[(size_t)i * M + j] = (uchar)number_of_least(&best, &word);
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void encode(PARAMETERS) {
    encode_share(get_global_id(0), ARGUMENTS);
}
