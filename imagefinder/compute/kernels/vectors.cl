// Sixteen floats at once, from and to addresses aligned to four bytes. Where the compiler is Clang this is a plain load;
// PoCL leaves vload16 and popcount function calls around which every register is spilt.

#ifdef __clang__
#define LOWEST_BIT(mask) ((uint)__builtin_ctzl(mask))
typedef float float4u __attribute__((ext_vector_type(4), aligned(4)));
typedef float float16u __attribute__((ext_vector_type(16), aligned(4)));
typedef uchar uchar16u __attribute__((ext_vector_type(16), aligned(1)));
#define LOAD4(p) (*(global const float4u *)(p))
#define LOAD4_PRIVATE(p) (*(const float4u *)(p))
#define LOAD16(i, p) (*(global const float16u *)((p) + 16 * (i)))
#define LOAD16_PRIVATE(i, p) (*(const float16u *)((p) + 16 * (i)))
#define STORE16(v, i, p) (*(float16u *)((p) + 16 * (i)) = (v))
#define STORE16_GLOBAL(v, i, p) (*(global float16u *)((p) + 16 * (i)) = (v))
#define STORE16_BYTES(v, i, p) \
    (*(uchar16u *)((p) + 16 * (i)) = __builtin_convertvector(__builtin_convertvector(v, int16), uchar16))
#else
#define LOWEST_BIT(mask) ((uint)popcount(((mask) & -(mask)) - 1))
#define LOAD4(p) vload4(0, p)
#define LOAD4_PRIVATE(p) vload4(0, p)
#define LOAD16(i, p) vload16(i, p)
#define LOAD16_PRIVATE(i, p) vload16(i, p)
#define STORE16(v, i, p) vstore16(v, i, p)
#define STORE16_GLOBAL(v, i, p) vstore16(v, i, p)
#define STORE16_BYTES(v, i, p) vstore16(convert_uchar16(v), i, p)
#endif
