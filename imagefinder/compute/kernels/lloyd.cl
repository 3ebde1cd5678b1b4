// One step of Lloyd's algorithm in every sub-space at once: nearest words, and the sums and counts of their vectors.
//
// Launch: SHARES work-items, local size 1, each over its share of the vectors, so that the order of additions (and so the
// result) does not depend on the device. Compile-time: M sub-spaces of DS dimensions.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"

#define PARAMETERS \
    global const float *vectors,       /* (n, M * DS) */                                                              \
    global const float *codebooks,     /* (M, DS, 256) */                                                             \
    global const float *norms,         /* (M, 256), 1e30 for words not in use */                                      \
    const uint n,                                                                                                     \
    global float *sums,                /* (SHARES, M, 256, DS), zero at the start */                                  \
    global uint *counts                /* (SHARES, M, 256), zero at the start */
#define ARGUMENTS vectors, codebooks, norms, n, sums, counts

// Apart from the kernel, so that it is compiled for the instructions that it was written for; see list_search.cl.
static __attribute__((noinline)) void step(const uint item, const uint items, PARAMETERS) {
    const uint begin = (ulong)n * item / items, end = (ulong)n * (item + 1) / items;
    const int16 lanes = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    sums += (size_t)item * M * 256 * DS;
    counts += (size_t)item * M * 256;
    for (uint j = 0; j < M; ++j) {
        global const float *book = codebooks + (size_t)j * DS * 256;
        for (uint i = begin; i < end; ++i) {
            global const float *x = vectors + (size_t)i * M * DS + j * DS;
            float16 best = (float16)(INFINITY);
            int16 word = 0;
            for (uint g = 0; g < 16; ++g) {
                float16 v = LOAD16(g, norms + j * 256);
#pragma unroll
                for (uint s = 0; s < DS; ++s) v += (-2.0f * x[s]) * LOAD16(g, book + s * 256);
                const int16 closer = v < best;
                best = closer ? v : best;
                word = closer ? (int16)(g * 16) + lanes : word;
            }
            const uint at = j * 256 + number_of_least(&best, &word);
            counts[at] += 1;
            for (uint s = 0; s < DS; ++s) sums[at * DS + s] += x[s];
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void lloyd(PARAMETERS) {
    step(get_global_id(0), get_global_size(0), ARGUMENTS);
}
