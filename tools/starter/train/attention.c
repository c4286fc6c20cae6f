// Causal attention of many short rows that share a prefix: every row has its own t tokens after the p tokens of the
// prefix, whose keys and values are read in place. One unit of work is a row and a key-value head.
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

// Twelve of these and what they are made from fit the registers; of longer ones than the processor's they would not.
#ifdef __AVX512F__
enum { LANES = 16 };
#else
enum { LANES = 8 };
#endif
typedef float vec __attribute__((vector_size(LANES * sizeof(float)), aligned(4), may_alias));
// Rows are rounded up to so many columns.
enum { W = 16 };

// C[m, n] = A[m, k] B[k, n], or += with `add`. B and C have contiguous rows; A has any strides. n is a multiple of W.
static void product(const float *a, long a_row, long a_col, const float *b, long b_row, float *c, long c_row, long m, long k,
                    long n, int add) {
  for (long i = 0; i < m; i += 6) {
    long rows = m - i < 6 ? m - i : 6;
    for (long j = 0; j < n; j += 2 * LANES) {
      int two = n - j >= 2 * LANES;
      vec sum[6][2] = {{{0}}};
      const float *bj = b + j, *ai = a + i * a_row;
      if (rows == 6 && two) {
        for (long l = 0; l < k; l++) {
          vec b0 = *(const vec *)(bj + l * b_row), b1 = *(const vec *)(bj + l * b_row + LANES);
#pragma GCC unroll 6
          for (int r = 0; r < 6; r++) {
            float x = ai[r * a_row + l * a_col];
            sum[r][0] += b0 * x;
            sum[r][1] += b1 * x;
          }
        }
      } else {
        for (long r = 0; r < rows; r++) {
          vec s0 = {0}, s1 = {0};
          for (long l = 0; l < k; l++) {
            float x = ai[r * a_row + l * a_col];
            s0 += *(const vec *)(bj + l * b_row) * x;
            if (two) s1 += *(const vec *)(bj + l * b_row + LANES) * x;
          }
          sum[r][0] = s0;
          sum[r][1] = s1;
        }
      }
      for (long r = 0; r < rows; r++) {
        vec *out = (vec *)(c + (i + r) * c_row + j);
        if (add) sum[r][0] += out[0];
        out[0] = sum[r][0];
        if (two && add) sum[r][1] += out[1];
        if (two) out[1] = sum[r][1];
      }
    }
  }
}

// Copies the tokens from `first` on of a unit, which are its keys or its values; those before p are the prefix's.
static void gather(const float *prefix, const float *body, long stride, long first, long p, long s, long h, float *rows) {
  for (long j = first; j < s; j++)
    memcpy(rows + j * h, j < p ? prefix + j * stride : body + (j - p) * stride, h * sizeof(float));
}

// Fetches the keys and values of a row for a key-value head; those of the prefix only where another head's are held.
// Gives the first token that was fetched.
static long fetch(const float *k, const float *v, const float *pk, const float *pv, long row, long g, long *held, long t,
                  long p, long kv, long h, float *k_rows, float *v_rows) {
  long first = g == *held ? p : 0, own = (row * t * kv + g) * h;
  *held = g;
  gather(pk + g * h, k + own, kv * h, first, p, p + t, h, k_rows);
  gather(pv + g * h, v + own, kv * h, first, p, p + t, h, v_rows);
  return first;
}

static void turn(const float *rows, long first, long s, long h, long wide, float *columns) {
  for (long j = first; j < s; j += 8)
    for (long d = 0; d < h; d++)
      for (long l = j; l < (s < j + 8 ? s : j + 8); l++) columns[d * wide + l] = rows[l * h + d];
}

static long rounded(long n) { return (n + W - 1) / W * W; }

static float *room(long n) { return aligned_alloc(64, rounded(n + W) * sizeof(float)); }

// q, out: [b t, heads, h] (q scaled). k, v: body [b t, kv, h]; pk, pv: prefix [p, kv, h]. weights: [b, heads, t, wide] with
// wide = p + t rounded up to 16, kept for the way back.
void attention_forward(const float *q, const float *k, const float *v, const float *pk, const float *pv, float *out,
                       float *weights, long b, long t, long p, long heads, long kv, long h) {
  // Columns of 128 and the like would fall on the same lines of the cache.
  long s = p + t, wide = rounded(s), turned = wide + W, group = heads / kv;
#pragma omp parallel
  {
    float *columns = room(h * turned), *k_rows = room(wide * h), *v_rows = room(wide * h);
    memset(columns, 0, h * turned * sizeof(float));
    long held = -1;
#pragma omp for schedule(dynamic, 1)
    for (long unit = 0; unit < b * kv; unit++) {
      long row = unit % b, g = unit / b;
      long first = fetch(k, v, pk, pv, row, g, &held, t, p, kv, h, k_rows, v_rows);
      turn(k_rows, first, s, h, turned, columns);
      for (long head = g * group; head < (g + 1) * group; head++) {
        const float *qh = q + (row * t * heads + head) * h;
        float *wh = weights + (row * heads + head) * t * wide;
        for (long i = 0; i < t; i += 6) {
          long m = t - i < 6 ? t - i : 6, seen = rounded(p + i + m);
          product(qh + i * heads * h, heads * h, 1, columns, turned, wh + i * wide, wide, m, h, seen, 0);
          for (long r = i; r < i + m; r++) {
            float *w = wh + r * wide, top = w[0], sum = 0;
            long n = p + r + 1;
            for (long j = 1; j < n; j++) top = w[j] > top ? w[j] : top;
            for (long j = 0; j < n; j++) {
              w[j] = expf(w[j] - top);
              sum += w[j];
            }
            float share = 1.0f / sum;
            for (long j = 0; j < n; j++) w[j] *= share;
            for (long j = n; j < wide; j++) w[j] = 0;
          }
          product(wh + i * wide, wide, 1, v_rows, h, out + ((row * t + i) * heads + head) * h, heads * h, m, p + i + m, h, 0);
        }
      }
    }
    free(columns);
    free(k_rows);
    free(v_rows);
  }
}

// The gradients gq, gk, gv, gpk, gpv of what attention_forward read, from the gradient `go` of its output. weights is
// overwritten. gpk and gpv must be zero before.
void attention_backward(const float *q, const float *k, const float *v, const float *pk, const float *pv, float *weights,
                        const float *go, float *gq, float *gk, float *gv, float *gpk, float *gpv, long b, long t, long p,
                        long heads, long kv, long h) {
  // Columns of 128 and the like would fall on the same lines of the cache.
  long s = p + t, wide = rounded(s), turned = wide + W, group = heads / kv;
#pragma omp parallel
  {
    float *k_rows = room(wide * h), *v_rows = room(wide * h), *columns = room(h * turned), *gs = room(t * wide);
    float *gk_rows = room(wide * h), *gv_rows = room(wide * h);
    float *gpk_own = calloc(p * kv * h + W, sizeof(float)), *gpv_own = calloc(p * kv * h + W, sizeof(float));
    memset(columns, 0, h * turned * sizeof(float));
    long held = -1;
#pragma omp for schedule(dynamic, 1)
    for (long unit = 0; unit < b * kv; unit++) {
      long row = unit % b, g = unit / b;
      long first = fetch(k, v, pk, pv, row, g, &held, t, p, kv, h, k_rows, v_rows);
      turn(v_rows, first, s, h, turned, columns);
      memset(gk_rows, 0, s * h * sizeof(float));
      memset(gv_rows, 0, s * h * sizeof(float));
      for (long head = g * group; head < (g + 1) * group; head++) {
        const float *qh = q + (row * t * heads + head) * h, *goh = go + (row * t * heads + head) * h;
        float *wh = weights + (row * heads + head) * t * wide;
        product(wh, 1, wide, goh, heads * h, gv_rows, h, s, t, h, 1);
        for (long i = 0; i < t; i += 6) {
          long m = t - i < 6 ? t - i : 6, seen = rounded(p + i + m);
          product(goh + i * heads * h, heads * h, 1, columns, turned, gs + i * wide, wide, m, h, seen, 0);
          for (long r = i; r < i + m; r++) {
            const float *w = wh + r * wide;
            float *x = gs + r * wide, dot = 0;
            long n = p + r + 1;
            for (long j = 0; j < n; j++) dot += w[j] * x[j];
            for (long j = 0; j < n; j++) x[j] = w[j] * (x[j] - dot);
            for (long j = n; j < wide; j++) x[j] = 0;
          }
          product(gs + i * wide, wide, 1, k_rows, h, gq + ((row * t + i) * heads + head) * h, heads * h, m, p + i + m, h, 0);
        }
        product(gs, 1, wide, qh, heads * h, gk_rows, h, s, t, h, 1);
      }
      for (long j = 0; j < p; j++)
        for (long d = 0; d < h; d++) {
          gpk_own[(j * kv + g) * h + d] += gk_rows[j * h + d];
          gpv_own[(j * kv + g) * h + d] += gv_rows[j * h + d];
        }
      for (long j = p; j < s; j++) {
        memcpy(gk + ((row * t + j - p) * kv + g) * h, gk_rows + j * h, h * sizeof(float));
        memcpy(gv + ((row * t + j - p) * kv + g) * h, gv_rows + j * h, h * sizeof(float));
      }
    }
#pragma omp critical
    for (long j = 0; j < p * kv * h; j++) {
      gpk[j] += gpk_own[j];
      gpv[j] += gpv_own[j];
    }
    free(k_rows);
    free(columns);
    free(v_rows);
    free(gs);
    free(gk_rows);
    free(gv_rows);
    free(gpk_own);
    free(gpv_own);
  }
}
