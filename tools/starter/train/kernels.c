// The elementwise parts of the model, one pass over memory each. torch needs three to ten passes for them, which on
// few cores costs a quarter of the training time. All arrays are contiguous float32 unless a stride is given.
#include <math.h>
#include <string.h>

// y = x * r * w with r = 1 / rms(x); r is kept for the way back.
void rms_forward(const float *x, const float *w, float eps, float *y, float *r, long n, long d) {
  for (long i = 0; i < n; i++) {
    const float *xi = x + i * d;
    float sum = 0;
    for (long j = 0; j < d; j++) sum += xi[j] * xi[j];
    float scale = r[i] = 1.0f / sqrtf(sum / d + eps);
    for (long j = 0; j < d; j++) y[i * d + j] = xi[j] * scale * w[j];
  }
}

void rms_backward(const float *x, const float *w, const float *r, const float *gy, float *gx, float *gw, long n, long d) {
  for (long i = 0; i < n; i++) {
    const float *xi = x + i * d, *gi = gy + i * d;
    float scale = r[i], dot = 0;
    for (long j = 0; j < d; j++) {
      dot += gi[j] * w[j] * xi[j];
      gw[j] += gi[j] * xi[j] * scale;
    }
    float back = dot * scale * scale * scale / d;
    for (long j = 0; j < d; j++) gx[i * d + j] = gi[j] * w[j] * scale - xi[j] * back;
  }
}

// gate_up is [n, 2f]: y = silu(gate) * up.
void swiglu_forward(const float *gate_up, float *y, long n, long f) {
#pragma omp parallel for
  for (long i = 0; i < n; i++) {
    const float *g = gate_up + i * 2 * f, *u = g + f;
    for (long j = 0; j < f; j++) y[i * f + j] = g[j] / (1.0f + expf(-g[j])) * u[j];
  }
}

void swiglu_backward(const float *gate_up, const float *gy, float *out, long n, long f) {
#pragma omp parallel for
  for (long i = 0; i < n; i++) {
    const float *g = gate_up + i * 2 * f, *u = g + f, *gi = gy + i * f;
    float *gg = out + i * 2 * f, *gu = gg + f;
    for (long j = 0; j < f; j++) {
      float s = 1.0f / (1.0f + expf(-g[j]));
      gu[j] = gi[j] * g[j] * s;
      gg[j] = gi[j] * u[j] * s * (1.0f + g[j] * (1.0f - s));
    }
  }
}

// Rotates heads of size h (halves convention) from rows of stride `from` to rows of stride `to`. cos and sin are
// [n, h/2]. back = 0 turns forwards, 1 turns back (the transposed rotation, which is the gradient).
void rope(const float *x, long from, float *y, long to, const float *cos, const float *sin, float scale, int back, long n,
          long heads, long h) {
  long half = h / 2;
  float turn = back ? -1.0f : 1.0f;
#pragma omp parallel for
  for (long i = 0; i < n; i++)
    for (long k = 0; k < heads; k++) {
      const float *a = x + i * from + k * h, *b = a + half, *c = cos + i * half, *s = sin + i * half;
      float *ya = y + i * to + k * h, *yb = ya + half;
      for (long j = 0; j < half; j++) {
        float aj = a[j], bj = b[j];
        ya[j] = (aj * c[j] - turn * bj * s[j]) * scale;
        yb[j] = (bj * c[j] + turn * aj * s[j]) * scale;
      }
    }
}

void copy_rows(const float *x, long from, float *y, long to, long n, long width) {
  for (long i = 0; i < n; i++) memcpy(y + i * to, x + i * from, width * sizeof(float));
}

// loss[i] = -log softmax(x[i])[target[i]] of rows of v logits, and x becomes its gradient; both are 0 where the target is
// negative.
void cross_entropy(float *x, const long *target, float *loss, long n, long v) {
#pragma omp parallel for schedule(dynamic, 8)
  for (long i = 0; i < n; i++) {
    float *xi = x + i * v;
    long t = target[i];
    if (t < 0) {
      loss[i] = 0;
      memset(xi, 0, v * sizeof(float));
      continue;
    }
    float most = xi[0], sum = 0;
    for (long j = 1; j < v; j++) most = xi[j] > most ? xi[j] : most;
    float wanted = xi[t] - most;
    for (long j = 0; j < v; j++) sum += xi[j] = expf(xi[j] - most);
    loss[i] = logf(sum) - wanted;
    float share = 1.0f / sum;
    for (long j = 0; j < v; j++) xi[j] *= share;
    xi[t] -= 1;
  }
}

// x[i] *= by[i], row by row.
void scale_rows(float *x, const float *by, long n, long v) {
#pragma omp parallel for
  for (long i = 0; i < n; i++)
    for (long j = 0; j < v; j++) x[i * v + j] *= by[i];
}
