// The w nearest centroids of each vector, ascending by (distance, number): |c|^2 - 2 <x, c>, and a heap of the smallest.
//
// Launch: one work-item per ROWS vectors, local size 1. Compile-time: D dimensions.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"
#include "top_k.cl"

#ifdef AVX512
#define ROWS 8  // with two vectors of centroids, as many sums as there are registers for
#else
#define ROWS 3
#endif

// Apart from the kernel, so that it is compiled for the instructions that it was written for; see list_search.cl.
static __attribute__((noinline)) void nearest(
    const uint item, global const float *vectors, const uint n, global const float *centroids,
    global const float *norms, const uint groups, const uint w, global float *distances, global float *heap_value,
    global uint *heap_index) {
    const uint first = item * ROWS, rows = n - first < ROWS ? n - first : ROWS;
    global const float *x[ROWS];
    for (uint r = 0; r < ROWS; ++r) x[r] = vectors + (size_t)(first + (r < rows ? r : 0)) * D;
    global float *d = distances + (size_t)item * ROWS * groups * 32;
    for (uint g = 0; g < groups; ++g) {
        float16 a[ROWS], b[ROWS];
#pragma unroll
        for (uint r = 0; r < ROWS; ++r) {
            a[r] = LOAD16(2 * g, norms);
            b[r] = LOAD16(2 * g + 1, norms);
        }
        global const float *c = centroids + (size_t)g * D * 32;
        for (uint i = 0; i < D; ++i) {
            const float16 u = LOAD16(2 * i, c), v = LOAD16(2 * i + 1, c);
#pragma unroll
            for (uint r = 0; r < ROWS; ++r) {
                a[r] += x[r][i] * u;
                b[r] += x[r][i] * v;
            }
        }
#pragma unroll
        for (uint r = 0; r < ROWS; ++r) {
            STORE16_GLOBAL(a[r], 2 * g, d + (size_t)r * groups * 32);
            STORE16_GLOBAL(b[r], 2 * g + 1, d + (size_t)r * groups * 32);
        }
    }
    for (uint r = 0; r < rows; ++r) {
        global const float *v = d + (size_t)r * groups * 32;
        global float *hd = heap_value + (size_t)(first + r) * w;
        global uint *hp = heap_index + (size_t)(first + r) * w;
        for (uint i = 0; i < groups * 32; i += 32) {
            const float16 worst = (float16)(hd[0]);
            const int16 below = (LOAD16(0, v + i) < worst) | (LOAD16(1, v + i) < worst);
            const int8 below8 = below.lo | below.hi;
            const int4 below4 = below8.lo | below8.hi;
            if ((below4.x | below4.y | below4.z | below4.w) == 0) continue;
            // centroids come in order, so that an equal one is never the nearer
            for (uint l = 0; l < 32; ++l)
                if (v[i + l] < hd[0]) replace_worst(hd, hp, w, v[i + l], i + l);
        }
        sort_heap(hd, hp, w);
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void centroids(
    global const float *vectors,    // (n, D)
    const uint n,
    global const float *words,      // (groups, D, 32): -2 c
    global const float *norms,      // (groups, 32): |c|^2, infinite beyond the last
    const uint groups,
    const uint w,
    global float *distances,        // (items, ROWS, groups * 32), scratch
    global float *heap_value,       // (n, w), infinite at the start
    global uint *heap_index) {      // (n, w), 0xFFFFFFFF at the start
    nearest(get_global_id(0), vectors, n, words, norms, groups, w, distances, heap_value, heap_index);
}
