// Search of an inverted multi-index: the multi-sequence algorithm (Babenko and Lempitsky, CVPR 2012, figure 3) proposes
// cells (i, j) by ascending d1(i) + d2(j) until T codes were compared; codes are scored by tables that are made once per
// half-cell visited (Multi-LOPQ, Kalantidis and Avrithis, CVPR 2014, section 3.4).
//
// Launch: one work-item per worker, local size 1; a worker takes queries worker, worker + workers, ...
// Compile-time: V words per half, M sub-spaces in all (even), DS dimensions each, H = M / 2 * DS, ROTATE, PRIVATE 0|1.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"
#include "top_k.cl"

#define HM (M / 2)
#define TABLE (HM * 256)

// The table of one half-cell, T[j][t] = |y_j - C_j,t|^2 with y = R (q - c); returned in `T`.
static void half_table(global const float *q, global const float *c, global const float *rotation,
                       global const float *codebook, global const float *norms, global float *T) {
    float r[H], y[H];
    for (uint s = 0; s < H; ++s) r[s] = q[s] - c[s];
#if ROTATE
    for (uint o = 0; o < H; ++o) y[o] = 0;
    for (uint i = 0; i < H; ++i)
        for (uint o = 0; o < H; ++o) y[o] += r[i] * rotation[i * H + o];
#else
    for (uint s = 0; s < H; ++s) y[s] = r[s];
#endif
    for (uint j = 0; j < HM; ++j) {
        float squared = 0;
        for (uint s = 0; s < DS; ++s) squared += y[j * DS + s] * y[j * DS + s];
        for (uint g = 0; g < 16; ++g) {
            float16 v = LOAD16(g, norms + j * 256) + squared;
            for (uint s = 0; s < DS; ++s)
                v += (-2.0f * y[j * DS + s]) * LOAD16(g, codebook + (size_t)(j * DS + s) * 256);
            STORE16_GLOBAL(v, g, T + j * 256);
        }
    }
}

// Cells on the frontier, a min-heap by (sum, row); at most one per row i.
static void push(global float *sum, global uint *row, uint *size, const float s, const uint i) {
    uint at = (*size)++;
    while (at) {
        const uint parent = (at - 1) / 2;
        if (sum[parent] < s || (sum[parent] == s && row[parent] < i)) break;
        sum[at] = sum[parent];
        row[at] = row[parent];
        at = parent;
    }
    sum[at] = s;
    row[at] = i;
}

static void pop(global float *sum, global uint *row, uint *size) {
    const uint n = --(*size);
    const float s = sum[n];
    const uint i = row[n];
    uint at = 0;
    for (;;) {
        uint child = 2 * at + 1;
        if (child >= n) break;
        if (child + 1 < n && (sum[child + 1] < sum[child] || (sum[child + 1] == sum[child] && row[child + 1] < row[child])))
            ++child;
        if (s < sum[child] || (s == sum[child] && i < row[child])) break;
        sum[at] = sum[child];
        row[at] = row[child];
        at = child;
    }
    sum[at] = s;
    row[at] = i;
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void multi_search(
    global const float *queries,   // (q, 2 H)
    const uint q,
    global const float *order_d,   // (2, q, V) half distances, ascending
    global const uint *order_i,    // (2, q, V) their words
    global const float *words,     // (2, V, H)
    global const float *rotations, // (2, G, H, H) transposed
    global const uint *rotation_of,// (2, V) within each half
    const uint rotations_per_half,
    global const float *codebooks, // (2, 1 or V, HM, DS, 256)
    global const float *norms,     // (2, 1 or V, HM, 256)
    global const uint *start,      // (V * V + 1) first position of each cell
    global const uchar *codes,     // (n, M) by cell
    global const uchar *alive,     // (n)
    const uint T,
    const uint k,
    global float *tables,          // (workers, 2, V, TABLE) scratch
    global uint *stamps,           // (workers, 2, V) scratch, zero
    global float *frontier_sum,    // (workers, V + 1) scratch
    global uint *frontier_row,     // (workers, V + 1) scratch
    global uint *emitted,          // (workers, V) scratch: cells emitted of each row
    global float *heap_distance, global uint *heap_position, // (q, k)
    global uint *visited) {        // (q) codes compared
    const uint worker = get_global_id(0), workers = get_global_size(0);
    tables += (size_t)worker * 2 * V * TABLE;
    stamps += (size_t)worker * 2 * V;
    frontier_sum += (size_t)worker * (V + 1);
    frontier_row += (size_t)worker * (V + 1);
    emitted += (size_t)worker * V;
    for (uint n = worker; n < q; n += workers) {
        global const float *d1 = order_d + (size_t)n * V, *d2 = order_d + (size_t)(q + n) * V;
        global const uint *i1 = order_i + (size_t)n * V, *i2 = order_i + (size_t)(q + n) * V;
        global float *hd = heap_distance + (size_t)n * k;
        global uint *hp = heap_position + (size_t)n * k;
        for (uint i = 0; i < V; ++i) emitted[i] = 0;
        uint size = 0, seen = 0;
        push(frontier_sum, frontier_row, &size, d1[0] + d2[0], 0);
        while (size && seen < T) {
            const uint i = frontier_row[0], j = emitted[i];
            pop(frontier_sum, frontier_row, &size);
            emitted[i] = j + 1;
            // (i + 1, j) follows once (i + 1, j - 1) is out; (i, j + 1) once (i - 1, j + 1) is
            if (i + 1 < V && emitted[i + 1] == j) push(frontier_sum, frontier_row, &size, d1[i + 1] + d2[j], i + 1);
            if (j + 1 < V && (i == 0 || emitted[i - 1] > j + 1))
                push(frontier_sum, frontier_row, &size, d1[i] + d2[j + 1], i);
            const uint a = i1[i], b = i2[j];
            const uint first = start[a * V + b], end = start[a * V + b + 1];
            if (first == end) continue;
            for (uint half_ = 0; half_ < 2; ++half_) {
                const uint word = half_ ? b : a;
                if (stamps[half_ * V + word] == n + 1) continue;
                stamps[half_ * V + word] = n + 1;
                const size_t book = PRIVATE ? (size_t)half_ * V + word : half_;
                half_table(queries + (size_t)n * 2 * H + half_ * H, words + ((size_t)half_ * V + word) * H,
                           rotations + ((size_t)half_ * rotations_per_half + rotation_of[half_ * V + word]) * H * H,
                           codebooks + book * HM * DS * 256, norms + book * HM * 256,
                           tables + ((size_t)half_ * V + word) * TABLE);
            }
            global const float *T1 = tables + (size_t)a * TABLE, *T2 = tables + ((size_t)V + b) * TABLE;
            for (uint p = first; p < end; ++p) {
                global const uchar *code = codes + (size_t)p * M;
                float d = 0;
                for (uint m = 0; m < HM; ++m) d += T1[m * 256 + code[m]] + T2[m * 256 + code[HM + m]];
                if (alive[p] && (d < hd[0] || (d == hd[0] && p < hp[0]))) replace_worst(hd, hp, k, d, p);
            }
            seen += end - first;
        }
        visited[n] = seen;
        sort_heap(hd, hp, k);
    }
}
