// What `bound_tables.cl` makes its tables from, and how large their entries may be.
// Needs vectors.cl. Compile-time: M sub-spaces of DS dimensions, DP = dimensions padded to 16.

#define FULL 252.0f  // sum of bytes that the k-th distance so far comes to in a fresh table

#ifdef AVX512
typedef char bytes64 __attribute__((ext_vector_type(64), aligned(1)));
typedef short shorts32 __attribute__((ext_vector_type(32), aligned(1)));
typedef int ints16 __attribute__((ext_vector_type(16), aligned(1)));
typedef short shorts16 __attribute__((ext_vector_type(16), aligned(2)));
typedef int int1u __attribute__((aligned(2), may_alias));
typedef int Word;
#define STORE16_SHORTS(v, i, p) (*(shorts16 *)((p) + 16 * (i)) = __builtin_convertvector(v, shorts16))

// With 16-bit numbers, two dimensions to a 32-bit sum of products (VNNI). A pair holds two dimensions of -2 C; the last
// pair |C|^2 in its upper half, and below it the last dimension where DS is odd. `words` [M][4][4][PAIRS][16] is in the
// order that packing undoes: lane 4 L + c of vector i of a block of 64 words holds word 16 L + 4 i + c.
#define PAIRS (DS / 2 + 1)
#define BOOK_WORDS (M * 256 * PAIRS)
#else
// In floats; `words` [M][DS][256].
typedef float Word;
#define BOOK_WORDS (M * DS * 256)
#endif

typedef struct {
    global const Word *words;
    global const float *norms;  // [M][256]: |C|^2
} Bounds;

typedef struct {
    float words;    // 16-bit steps for a unit of -2 C
    float norms;    // |C|^2 of a step of the last pair
    float largest;  // |C|^2 at most
} Steps;

// Bytes for a unit of squared distance, such that the k-th distance so far just fits; less where numbers of the table's
// making would overflow (16 bits) or lose too much by rounding (floats).
static float bound_scale(const float *y, const Steps steps, const float worst) {
    float scale = FULL / (worst > 1e-30f ? worst : 1e-30f);
#ifdef AVX512
    float16 most = 0;
    for (uint i = 0; i < DP / 16; ++i) {
        const float16 v = LOAD16_PRIVATE(i, y), a = v < 0.0f ? -v : v;
        most = a > most ? a : most;
    }
    const float largest = most_of(&most), m = largest > 1e-30f ? largest : 1e-30f;
    const float by_numbers = 32000.0f / 65536.0f * steps.words / m, by_norms = 32000.0f / 65536.0f / steps.norms;
    scale = scale < by_numbers ? scale : by_numbers;
    scale = scale < by_norms ? scale : by_norms;
#else
    float16 sum = 0;
    for (uint i = 0; i < DP / 16; ++i) sum += LOAD16_PRIVATE(i, y) * LOAD16_PRIVATE(i, y);
    float squared = M * steps.largest + 1e-30f;
    for (uint i = 0; i < 16; ++i) squared += sum[i];
    scale = scale < 5e4f / squared ? scale : 5e4f / squared;
#endif
    return scale;
}
