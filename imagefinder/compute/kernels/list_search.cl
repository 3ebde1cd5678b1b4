// Fused search of inverted lists on a CPU: rotate the residual query, bound distances by bytes, scan codes, keep the k
// nearest.
//
// Formulas: LOPQ (Kalantidis and Avrithis, CVPR 2014, section 3); ADC (Jegou et al., TPAMI 2011, eq. 13).
//   y = R_i (q - c_i) = R_i q - R_i c_i,   d(q, x) = sum_j |y_j - C_j,code_j(x)|^2
// R_i q is worked out once for all of a query's lists that share a rotation. A table of bytes bounds each term from below;
// only codes whose sum does not exceed the k-th distance so far are measured with floats, so the result is that of floats.
//
// Layout: codes [block][M][64] bytes, lists one after the other without padding, so that a block may hold the end of
// one list and the start of the next; position = block * 64 + lane; `alive` has one bit per position.
// Launch: one work-item per worker, local size 1. A worker owns its queries' reservoirs: no atomics.
// Compile-time: M sub-spaces, DS dimensions each, DP = dimensions padded to 16, ROTATE 0|1, PRIVATE 0|1 (codebooks per
// list), AVX512 where those instructions may be used.

#pragma OPENCL FP_CONTRACT ON

#include "vectors.cl"
#include "top_k.cl"
#include "reservoir.cl"

#define BATCH 4  // jobs whose tables are made together

#include "residual.cl"
#include "bound_scale.cl"

#define TABLES BATCH
#define BUILD_BOUNDS build_bounds_of_batch
#include "bound_tables.cl"
#undef TABLES
#undef BUILD_BOUNDS
#define TABLES 1
#define BUILD_BOUNDS build_bounds_of_one
#include "bound_tables.cl"

#define AT_ONCE 8  // blocks whose sums are worked out together

// Sums of a block's bytes; with AVX-512 saturated.
#ifdef AVX512
typedef bytes64 Sums;
typedef uchar ubytes64 __attribute__((ext_vector_type(64), aligned(1)));

// Bytes that are soon wanted: the processor does not look ahead far enough by itself.
#define FETCH(p) __builtin_prefetch((const void *)(size_t)(p))

// Of N blocks, for which a table's registers are loaded once.
#define DEFINE_SUMS_OF(N)                                                                              \
    static void sums_of_##N(global const uchar *block, const uchar *U, Sums *sums) {                   \
        bytes64 s[N];                                                                                  \
        _Pragma("unroll") for (uint i = 0; i < N; ++i) s[i] = (bytes64)((char)0);                      \
        for (uint j = 0; j < M; ++j) {                                                                 \
            const bytes64 t0 = *(const bytes64 *)(U + j * 256), t1 = *(const bytes64 *)(U + j * 256 + 64);          \
            const bytes64 t2 = *(const bytes64 *)(U + j * 256 + 128), t3 = *(const bytes64 *)(U + j * 256 + 192);   \
            _Pragma("unroll") for (uint i = 0; i < N; ++i) {                                           \
                const bytes64 c = *(global const bytes64 *)(block + (i * M + j) * 64);                 \
                FETCH(block + ((i + 8) * M + j) * 64);                                                 \
                const bytes64 low = __builtin_ia32_vpermi2varqi512(t0, c, t1);                         \
                const bytes64 high = __builtin_ia32_vpermi2varqi512(t2, c, t3);                        \
                s[i] = __builtin_ia32_paddusb512(s[i], c < (bytes64)((char)0) ? high : low);           \
            }                                                                                          \
        }                                                                                              \
        _Pragma("unroll") for (uint i = 0; i < N; ++i) sums[i] = s[i];                                 \
    }

DEFINE_SUMS_OF(1)
DEFINE_SUMS_OF(2)
DEFINE_SUMS_OF(3)
DEFINE_SUMS_OF(4)
DEFINE_SUMS_OF(5)
DEFINE_SUMS_OF(6)
DEFINE_SUMS_OF(7)
DEFINE_SUMS_OF(8)

static void block_sums(uint n, global const uchar *block, const uchar *U, Sums *sums) {
    for (; n >= 8; n -= 8, block += 8 * M * 64, sums += 8) sums_of_8(block, U, sums);
    switch (n) {
        case 1: sums_of_1(block, U, sums); break;
        case 2: sums_of_2(block, U, sums); break;
        case 3: sums_of_3(block, U, sums); break;
        case 4: sums_of_4(block, U, sums); break;
        case 5: sums_of_5(block, U, sums); break;
        case 6: sums_of_6(block, U, sums); break;
        case 7: sums_of_7(block, U, sums); break;
    }
}

// Lanes whose sum does not exceed `limit` (<= 254).
static ulong lanes_below(const Sums *sums, const uchar limit) {
    return __builtin_ia32_ucmpb512_mask(*sums, (bytes64)((char)limit), 2, ~0ul);
}
#else
typedef struct {
    ushort of[64];
} Sums;

static void block_sums(uint n, global const uchar *block, const uchar *U, Sums *sums) {
    for (; n; --n, block += M * 64, ++sums) {
        ushort *sum = sums->of;
        for (uint i = 0; i < 64; ++i) sum[i] = U[block[i]];
        for (uint j = 1; j < M; ++j)
            for (uint i = 0; i < 64; ++i) sum[i] += U[j * 256 + block[j * 64 + i]];
    }
}

static ulong lanes_below(const Sums *sums, const uchar limit) {
    ulong mask = 0;
    for (uint i = 0; i < 64; ++i) mask |= (ulong)(sums->of[i] <= limit) << i;
    return mask;
}
#endif

// What a query has found so far.
typedef struct {
    global float *distance;
    global uint *position;
    uint count, room, k;
    float worst;  // no candidate beyond it is wanted
} Found;

// What a code's distance is worked out from.
typedef struct {
    const float *y;             // rotated residual of the query
    global const float *words;  // [M][256][DS]
} Exact;

// Numbers that are subtracted at once, as many as divide a sub-space.
#if DS % 8 == 0
#define WIDTH 8
typedef float8 Floats;
#define LOAD_OWN LOAD8_PRIVATE
#define LOAD_WORD LOAD8
static float4 folded(const float8 sum) { return sum.lo + sum.hi; }
#elif DS % 4 == 0
#define WIDTH 4
typedef float4 Floats;
#define LOAD_OWN LOAD4_PRIVATE
#define LOAD_WORD LOAD4
static float4 folded(const float4 sum) { return sum; }
#endif

static float distance_to(const Exact exact, global const uchar *code) {
#ifdef WIDTH
    Floats sums[4] = {0, 0, 0, 0};  // not one after the other: each addition takes several cycles
#pragma unroll
    for (uint j = 0; j < M; ++j) {
        global const float *word = exact.words + ((size_t)j * 256 + code[j * 64]) * DS;
#pragma unroll
        for (uint s = 0; s < DS; s += WIDTH) {
            const Floats e = LOAD_OWN(exact.y + j * DS + s) - LOAD_WORD(word + s);
            sums[(j + s / WIDTH) % 4] += e * e;
        }
    }
    const float4 sum = folded((sums[0] + sums[2]) + (sums[1] + sums[3]));
    return (sum.x + sum.z) + (sum.y + sum.w);
#else
    float sum = 0;
    for (uint j = 0; j < M; ++j) {
        global const float *word = exact.words + ((size_t)j * 256 + code[j * 64]) * DS;
        for (uint s = 0; s < DS; ++s) {
            const float e = exact.y[j * DS + s] - word[s];
            sum += e * e;
        }
    }
    return sum;
#endif
}

// Measure the lanes of `mask` and keep those that are near enough.
static void measure_lanes(ulong mask, global const uchar *block, const uint first, const Exact exact, Found *found) {
    while (mask) {
        const uint lane = LOWEST_BIT(mask);
        mask &= mask - 1;
        const float d = distance_to(exact, block + lane);
        found->distance[found->count] = d;  // whether it stays is hard to foretell: no branch
        found->position[found->count] = first + lane;
        found->count += d <= found->worst;
        if (found->count == found->room)
            found->count = cut_back(found->distance, found->position, found->count, found->k, &found->worst);
    }
}

// The lanes of block b whose positions lie in [first, end).
static ulong lanes_within(const uint b, const uint first, const uint end) {
    ulong lanes = ~0ul;
    if (first > b * 64) lanes <<= first - b * 64;
    if (end < b * 64 + 64) lanes &= ~0ul >> (b * 64 + 64 - end);
    return lanes;
}

// Positions of one set of codes that are still to be scanned.
typedef struct {
    global const uchar *codes;
    global const ulong *alive;
    uint next, end, offset;  // positions are reported from `offset` on
} Range;

// Measure everything until a k-th distance is known, and no more: bytes are cheaper from then on.
static void fill(Range *range, const Exact exact, Found *found) {
    while (range->next < range->end && found->worst == INFINITY) {
        const uint b = range->next / 64, lane = range->next % 64;
        if (range->alive[b] >> lane & 1)
            measure_lanes(1ul << lane, range->codes + (size_t)b * M * 64, range->offset + b * 64, exact, found);
        ++range->next;
    }
}

#define WORN_OUT 150    // of 254 that a fresh table's limit is
#define WORTHWHILE 16   // blocks that must be left for a new table to pay
#define FIRST_BLOCKS 64 // whose sums are kept at a time
#define FIRST_STEP 4    // of the sums, after which a nearer k-th distance is looked for
#define FIRST_CODES 4   // for each of the k, that must be there for keeping sums to pay
#define LANES_FOR_K 32  // of the k that 64 lanes find the limit for

// The largest sum of bytes that can still belong to a code at the k-th distance; one more for rounding.
static uchar sum_limit(const float worst, const float scale) {
    const float limit = worst * scale + 1.0f;
    return limit < 254.0f ? (uchar)limit : 254;
}

#ifdef AVX512
// A query's first codes: its k-th distance is not known well yet, so that measuring in the order in which codes lie would
// measure most of them. Sums of bytes come first here, and codes are measured from the smallest sum on, until no code that
// is left can compete. Returns the first block that is left.
static uint scan_first(const Range range, const Exact exact, const uchar *U, const float scale, Found *found) {
    const uint begin = range.next / 64, blocks = (range.end + 63) / 64 - begin;
    const uint size = blocks < FIRST_BLOCKS ? blocks : FIRST_BLOCKS;
    Sums sums[FIRST_BLOCKS];
    block_sums(size, range.codes + (size_t)begin * M * 64, U, sums);
    // The least limit that k lanes of the least of each GROUPS blocks keep, or the one known.
    const uint groups = found->k / LANES_FOR_K + 1 < size ? found->k / LANES_FOR_K + 1 : size;
    const bytes64 out = (bytes64)((char)255);
    bytes64 least[FIRST_BLOCKS];
    for (uint g = 0; g < groups; ++g) least[g] = out;
    for (uint b = 0, g = 0; b < size; ++b) {
        const ulong wanted = range.alive[begin + b] & lanes_within(begin + b, range.next, range.end);
        sums[b] = __builtin_ia32_selectb_512(wanted, sums[b], out);
        const ubytes64 here = __builtin_bit_cast(ubytes64, sums[b]), before = __builtin_bit_cast(ubytes64, least[g]);
        least[g] = __builtin_bit_cast(bytes64, here < before ? here : before);
        g = g + 1 < groups ? g + 1 : 0;
    }
    uint low = 0, high = sum_limit(found->worst, scale);
    while (low < high) {
        const uint middle = (low + high) / 2;
        uint count = 0;
        for (uint g = 0; g < groups; ++g) count += COUNT_BITS(lanes_below(&least[g], middle));
        if (count < found->k)
            low = middle + 1;
        else
            high = middle;
    }
    ulong measured[FIRST_BLOCKS];
    for (uint b = 0; b < size; ++b) measured[b] = 0;
    for (uint limit = high, step = FIRST_STEP;; step += FIRST_STEP) {
        for (uint b = 0; b < size; ++b) {
            const ulong mask = lanes_below(&sums[b], limit) & ~measured[b];
            measured[b] |= mask;
            const uint block = begin + b;
            measure_lanes(mask, range.codes + (size_t)block * M * 64, range.offset + block * 64, exact, found);
        }
        if (found->count > found->k + found->k / 4)
            found->count = cut_back(found->distance, found->position, found->count, found->k, &found->worst);
        const uint most = sum_limit(found->worst, scale);
        if (limit >= most) break;
        limit = limit + step < most ? limit + step : most;
    }
    return begin + size;
}
#endif

// The limit, by a table that is made anew where the k-th distance has fallen far below what it was made for.
static uchar renewed_limit(const uchar limit, const uint blocks_left, const Exact exact, const Bounds bounds,
                           const Steps steps, uchar *U, float *scale, const float worst) {
    if (limit >= WORN_OUT || blocks_left <= WORTHWHILE) return limit;
    const float wanted = bound_scale(exact.y, steps, worst);
    if (wanted <= 1.2f * *scale) return limit;
    *scale = wanted;
    build_bounds_of_one(exact.y, scale, bounds, steps, U);
    return sum_limit(worst, *scale);
}

// Scan the rest of a range with a table of bounds.
static void scan(const Range range, const Exact exact, const Bounds bounds, const Steps steps, const bool fresh,
                 uchar *U, float *scale, Found *found) {
    if (range.next >= range.end) return;
    uint b = range.next / 64;
    const uint first = range.next, last = range.end, end = (last + 63) / 64;
#ifdef AVX512  // elsewhere comparing sums costs more than it spares
    if (fresh && last - first >= FIRST_CODES * found->k) b = scan_first(range, exact, U, *scale, found);
#endif
    uchar limit = sum_limit(found->worst, *scale);
    bool nearer = true;
    while (b < end) {
        if (nearer) limit = renewed_limit(limit, end - b, exact, bounds, steps, U, scale, found->worst);
        const uint size = end - b < AT_ONCE ? end - b : AT_ONCE;
        Sums sums[AT_ONCE];
        block_sums(size, range.codes + (size_t)b * M * 64, U, sums);
        nearer = false;
        for (uint i = 0; i < size; ++i, ++b) {
            ulong mask = lanes_below(&sums[i], limit);
            if (!mask) continue;
            mask &= range.alive[b] & lanes_within(b, first, last);
            measure_lanes(mask, range.codes + (size_t)b * M * 64, range.offset + b * 64, exact, found);
            limit = sum_limit(found->worst, *scale);
            nearer = true;
        }
    }
}

#define SEARCH_PARAMETERS \
    global const float *queries,      /* (q, DP) */                                                                   \
    global const uint2 *row_of,       /* (rows) query and rotation of each row of `rotated` */                        \
    global const uint *worker_row,    /* (workers + 1) first row that each worker makes */                            \
    global float *rotated,            /* (rows, DP): R q */                                                           \
    global const uint *worker_jobs,   /* (workers + 1) first job of each worker */                                    \
    global const uint4 *jobs,         /* query, list, first and end position */                                       \
    global const uint4 *jobs2,        /* first and end position in the second set of codes, row of `rotated` */       \
    global const uint *worker_split,  /* (workers) which of `splits` reservoirs of a query the worker fills */        \
    const uint splits,                                                                                                \
    global const float *centres,      /* (lists + 1, DP): R c; the last is zero */                                    \
    global const float *rotations,    /* (rotations, DP, DP) transposed */                                            \
    global const float *exact_words,  /* (1 or lists, M, 256, DS) */                                                  \
    global const Word *words,         /* as `bound_tables.cl` wants them */                                           \
    global const float *norms,        /* (1 or lists, M, 256): |C|^2 */                                               \
    const float words_step,           /* `Steps` */                                                                   \
    const float norms_step,                                                                                           \
    const float largest_norm,                                                                                         \
    const uint lists,                                                                                                 \
    global const uchar *codes,                                                                                        \
    global const ulong *alive,        /* (blocks) */                                                                  \
    global const uchar *codes2,       /* a second set with the same lists: what was added needs no tables anew */       \
    global const ulong *alive2,                                                                                       \
    const uint offset,                /* where its positions begin */                                                 \
    const uint k,                                                                                                     \
    const uint room,                  /* of a reservoir: a multiple of 16, at least 2 k */                            \
    global float *reservoir_d,        /* (q * splits, room) */                                                        \
    global uint *reservoir_p,         /* (q * splits, room) */                                                        \
    global uint *count,               /* (q * splits) */                                                              \
    global float *worst,              /* (q * splits) */                                                              \
    global const uint *worker_rows,   /* (workers, 2) first and end query whose results the worker writes */          \
    global float *distance,           /* (q * splits, k), infinite at the start */                                    \
    global uint *position             /* (q * splits, k), 0xFFFFFFFF at the start */
#define SEARCH_ARGUMENTS \
    queries, row_of, worker_row, rotated, worker_jobs, jobs, jobs2, worker_split, splits, centres, rotations, \
    exact_words, words, norms, words_step, norms_step, largest_norm, lists, codes, alive, codes2, alive2, \
    offset, k, room, reservoir_d, reservoir_p, count, worst, worker_rows, distance, position

// Apart from the kernel: PoCL gives a copy of a kernel's own body to the processor that its compiler believes in, while a
// function that is called keeps what it was compiled for.
static __attribute__((noinline)) void search_lists(const uint worker, SEARCH_PARAMETERS) {
    const uint split = worker_split[worker];
    const Steps steps = {words_step, norms_step, largest_norm};
    float y[BATCH * DP];
    float scale[BATCH];
    uchar U[BATCH * M * 256] __attribute__((aligned(64)));

    for (uint q = worker_rows[2 * worker]; q < worker_rows[2 * worker + 1]; ++q) {
        count[(size_t)q * splits + split] = 0;
        worst[(size_t)q * splits + split] = INFINITY;
    }
#if ROTATE
    for (uint row = worker_row[worker]; row < worker_row[worker + 1];) {
        const uint rotation = row_of[row].y;
        uint4 batch[BATCH];
        float squared[BATCH];
        uint size = 0;
        while (size < BATCH && row + size < worker_row[worker + 1] && row_of[row + size].y == rotation) {
            batch[size] = (uint4)(row_of[row + size].x, lists, 0, 0);
            ++size;
        }
        for (uint i = size; i < BATCH; ++i) batch[i] = batch[size - 1];
        if (size == 1)
            residual(queries, centres, batch[0], rotations + (size_t)rotation * DP * DP, y, squared);
        else
            residuals(queries, centres, batch, rotations + (size_t)rotation * DP * DP, y, squared);
        for (uint i = 0; i < size * DP / 16; ++i)
            STORE16_GLOBAL(LOAD16_PRIVATE(i, y), i, rotated + (size_t)row * DP);
        row += size;
    }
#endif
    uint next = worker_jobs[worker];
    const uint jobs_end = worker_jobs[worker + 1];
    while (next < jobs_end) {
        Range ranges[BATCH][2];
        Exact exact[BATCH];
        size_t of[BATCH];  // reservoirs; a query may come twice
        bool fresh[BATCH];
        uint size = 0;
        const uint list = jobs[next].y;
        const size_t book = PRIVATE ? list : 0;
        while (size < BATCH && next < jobs_end) {
            const uint4 job = jobs[next], job2 = jobs2[next];
            if (PRIVATE && job.y != list) break;
            ++next;
            global const float *q = ROTATE ? rotated + (size_t)job2.z * DP : queries + (size_t)job.x * DP;
            float *r = y + size * DP;
            for (uint i = 0; i < DP / 16; ++i) STORE16(LOAD16(i, q) - LOAD16(i, centres + (size_t)job.y * DP), i, r);
            exact[size] = (Exact){r, exact_words + book * M * 256 * DS};
            ranges[size][0] = (Range){codes, alive, job.z, job.w, 0};
            ranges[size][1] = (Range){codes2, alive2, job2.x, job2.y, offset};
            const size_t row = (size_t)job.x * splits + split;
            Found found = {reservoir_d + row * room, reservoir_p + row * room, count[row], room, k, worst[row]};
            fresh[size] = found.worst == INFINITY;
            if (fresh[size]) {
                fill(&ranges[size][0], exact[size], &found);
                fill(&ranges[size][1], exact[size], &found);
                count[row] = found.count;
                worst[row] = found.worst;
                if (ranges[size][0].next >= job.w && ranges[size][1].next >= job2.y) continue;
            }
            scale[size] = bound_scale(r, steps, found.worst);
            of[size++] = row;
        }
        const Bounds bounds = {words + book * BOOK_WORDS, norms + book * M * 256};
        if (size == 1) {
            build_bounds_of_one(y, scale, bounds, steps, U);
        } else if (size) {
            for (uint i = size; i < BATCH; ++i) {
                scale[i] = 0;
                for (uint e = 0; e < DP / 16; ++e) STORE16((float16)(0), e, y + i * DP);
            }
            build_bounds_of_batch(y, scale, bounds, steps, U);
        }
        for (uint i = 0; i < size; ++i) {
            const size_t row = of[i];
            Found found = {reservoir_d + row * room, reservoir_p + row * room, count[row], room, k, worst[row]};
            for (uint set = 0; set < 2; ++set)
                scan(ranges[i][set], exact[i], bounds, steps, fresh[i], U + i * M * 256, &scale[i], &found);
            count[row] = found.count;
            worst[row] = found.worst;
        }
    }
    for (uint q = worker_rows[2 * worker]; q < worker_rows[2 * worker + 1]; ++q) {
        const size_t row = (size_t)q * splits + split;
        global float *rd = reservoir_d + row * room;
        global uint *rp = reservoir_p + row * room;
        uint n = count[row];
        float limit;
        if (n > k + k / 4) n = cut_back(rd, rp, n, k, &limit);
        sort_all(rd, rp, n);
        for (uint i = 0; i < n && i < k; ++i) {
            distance[row * k + i] = rd[i];
            position[row * k + i] = rp[i];
        }
    }
}

kernel __attribute__((reqd_work_group_size(1, 1, 1))) void list_search(SEARCH_PARAMETERS) {
    search_lists(get_global_id(0), SEARCH_ARGUMENTS);
}
