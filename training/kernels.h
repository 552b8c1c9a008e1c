/* What the kernels share. Arrays are dense, row by row, float32 unless a type is named. */
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LOW = 85, MAX_VALUES = 128, MAX_BANDS = 96, MAX_GROUPS = 16 };
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

static const float LN10 = 2.302585093f;

extern void cblas_sgemm(int, int, int, int, int, int, float, const float*, int, const float*, int, float, float*, int);

static inline float logistic(float v) { return 1 / (1 + expf(-v)); }

static inline void from_half(const uint16_t* half, int count, float* out) {
  int i = 0;
  for (; i + 16 <= count; i += 16) _mm512_storeu_ps(out + i, _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i*)(half + i))));
  for (; i < count; i++) out[i] = _cvtsh_ss(half[i]);
}
