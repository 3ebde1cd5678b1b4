// Sixteen floats at once, from and to addresses aligned to four bytes. Where the compiler is Clang this is a plain load;
// PoCL leaves vload16 and popcount function calls around which every register is spilt.

#ifdef __clang__
#define LOWEST_BIT(mask) ((uint)__builtin_ctzl(mask))
#define COUNT_BITS(mask) ((uint)__builtin_popcountl(mask))
typedef float float4u __attribute__((ext_vector_type(4), aligned(4)));
typedef float float8u __attribute__((ext_vector_type(8), aligned(4)));
typedef float float16u __attribute__((ext_vector_type(16), aligned(4)));
typedef uchar uchar16u __attribute__((ext_vector_type(16), aligned(1)));
#define LOAD4(p) (*(global const float4u *)(p))
#define LOAD4_PRIVATE(p) (*(const float4u *)(p))
#define LOAD8(p) (*(global const float8u *)(p))
#define LOAD8_PRIVATE(p) (*(const float8u *)(p))
#define LOAD16(i, p) (*(global const float16u *)((p) + 16 * (i)))
#define LOAD16_PRIVATE(i, p) (*(const float16u *)((p) + 16 * (i)))
#define STORE16(v, i, p) (*(float16u *)((p) + 16 * (i)) = (v))
#define STORE16_GLOBAL(v, i, p) (*(global float16u *)((p) + 16 * (i)) = (v))
#define STORE16_BYTES(v, i, p) \
    (*(uchar16u *)((p) + 16 * (i)) = __builtin_convertvector(__builtin_convertvector(v, int16), uchar16))
#else
#define LOWEST_BIT(mask) ((uint)popcount(((mask) & -(mask)) - 1))
#define COUNT_BITS(mask) ((uint)popcount(mask))
#define LOAD4(p) vload4(0, p)
#define LOAD4_PRIVATE(p) vload4(0, p)
#define LOAD8(p) vload8(0, p)
#define LOAD8_PRIVATE(p) vload8(0, p)
#define LOAD16(i, p) vload16(i, p)
#define LOAD16_PRIVATE(i, p) vload16(i, p)
#define STORE16(v, i, p) vstore16(v, i, p)
#define STORE16_GLOBAL(v, i, p) vstore16(v, i, p)
#define STORE16_BYTES(v, i, p) vstore16(convert_uchar16(v), i, p)
#endif

// Of sixteen lanes: two by two, since lane after lane each step would wait for the last. Wide vectors go by address: how
// they are passed otherwise depends on the instructions that may be used.
static float least_of(const float16 *v) {
    const float8 v8 = v->lo < v->hi ? v->lo : v->hi;
    const float4 v4 = v8.lo < v8.hi ? v8.lo : v8.hi;
    const float2 v2 = v4.lo < v4.hi ? v4.lo : v4.hi;
    return v2.x < v2.y ? v2.x : v2.y;
}

static float most_of(const float16 *v) {
    const float16 negative = -*v;
    return -least_of(&negative);
}

// The number of the lane that holds the least, the lowest of equal ones.
static int number_of_least(const float16 *v, const int16 *numbers) {
    const int16 n = *v == (float16)(least_of(v)) ? *numbers : (int16)(0x7FFFFFFF);
    const int8 n8 = n.lo < n.hi ? n.lo : n.hi;
    const int4 n4 = n8.lo < n8.hi ? n8.lo : n8.hi;
    const int2 n2 = n4.lo < n4.hi ? n4.lo : n4.hi;
    return n2.x < n2.y ? n2.x : n2.y;
}

static int sum_of(const int16 *v) {
    const int8 v8 = v->lo + v->hi;
    const int4 v4 = v8.lo + v8.hi;
    const int2 v2 = v4.lo + v4.hi;
    return v2.x + v2.y;
}
