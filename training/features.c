/* Pitch and features, called from kernels.py: FORMAT.md says what they are. */
#include "kernels.h"

/* ---- pitch: FORMAT.md, "Pitch" ---- */

enum { HOP4 = 120, WINDOW4 = 240, LAG_MIN = 15, LAG_MAX = 100, LAGS = LAG_MAX - LAG_MIN + 1, DRIFT = 3 };

/* Normalised correlation of the 240 samples from `now` with those `lag` earlier, every `step`th sample. */
static float correlation(const float* now, int lag, int step, float energy, float lagged) {
  float sum = 0;
  for (int i = 0; i < WINDOW4; i += step) sum += now[i] * now[i - lag];
  return sum / sqrtf(energy * lagged + 1e-12f);
}

static float energy_of(const float* from, int step) {
  float sum = 0;
  for (int i = 0; i < WINDOW4; i += step) sum += from[i] * from[i];
  return sum;
}

/* Lag in 12 kHz samples, refined by a parabola through the correlations around twice the coarse lag. */
static float refine(const float* now, int coarse, float* strength) {
  float value[7], energy = energy_of(now, 1);
  int best = 1;
  for (int i = 0; i < 7; i++) {
    int lag = 2 * coarse - 3 + i;
    value[i] = correlation(now, lag, 1, energy, energy_of(now - lag, 1));
    if (i > 0 && i < 6 && value[i] > value[best]) best = i;
  }
  float left = value[best - 1], middle = value[best], right = value[best + 1], bend = left - 2 * middle + right;
  float shift = bend < -1e-6f ? .5f * (left - right) / bend : 0;
  shift = shift > .5f ? .5f : shift < -.5f ? -.5f : shift;
  *strength = middle;
  return 2 * coarse - 3 + best + shift;
}

/* sound: 12 kHz samples, the first frame begins at sound[0], 256 samples of history lie before it.
 * lags: period in 48 kHz samples; strengths: normalised correlation there. memory, bias: see FORMAT.md. */
void pitch_track(int frames, const float* sound, float memory, float bias, int* lags, float* strengths) {
  float score[LAGS + 2 * DRIFT], next[LAGS];
  memset(score, 0, sizeof score);
  for (int t = 0; t < frames; t++) {
    const float* now = sound + t * HOP4;
    float energy = energy_of(now, 2), lagged = energy_of(now - 2 * LAG_MIN, 2), top = -1;
    int best = 0;
    for (int l = 0; l < LAGS; l++) {
      int lag = 2 * (LAG_MIN + l);
      float value = correlation(now, lag, 2, energy, lagged), before = score[l];
      for (int d = 1; d <= 2 * DRIFT; d++) before = score[l + d] > before ? score[l + d] : before;
      next[l] = (value > 0 ? value : 0) * (1 - bias * l / (LAGS - 1)) + memory * before;
      if (next[l] > top) { top = next[l]; best = l; }
      const float* edge = now - lag;
      lagged += edge[-2] * edge[-2] - edge[WINDOW4 - 2] * edge[WINDOW4 - 2];
      if (lagged < 0) lagged = 0;
    }
    memcpy(score + DRIFT, next, sizeof next);
    lags[t] = (int)floorf(4 * refine(now, LAG_MIN + best, strengths + t) + .5f);
  }
}

/* ---- features: FORMAT.md, "Features" ---- */

typedef struct {
  int values, low_bands, high_bands, groups, shape_bands;
  const int *low_edges, *high_widths, *group_starts;
  float mean_share, fine_share;
} Layout;

typedef struct {
  const uint16_t *noisy, *lagged; /* half floats */
  const int8_t *noisy_lagged, *strength;
  const uint16_t* period;
} Clip;

static void powers_of(const uint16_t* half, int count, float lift, float* power) {
  from_half(half, count, power);
  for (int i = 0; i < count; i++) power[i] = expf(LN10 * (power[i] + lift)) + 1e-11f;
}

/* Log level of each band over its running mean, then the shape of that mean. Returns what follows x's part. */
static float* band_features(const Layout* y, const float* power, float* mean, float correction, float* x) {
  int bands = y->low_bands + y->high_bands;
  float average = 0;
  for (int b = 0; b < bands; b++) {
    float sum = 0;
    int width;
    if (b < y->low_bands) {
      width = y->low_edges[b + 1] - y->low_edges[b];
      for (int i = y->low_edges[b] - 1; i < y->low_edges[b + 1] - 1; i++) sum += power[i];
    } else {
      width = y->high_widths[b - y->low_bands];
      sum = power[LOW + b - y->low_bands];
    }
    float level = logf(sum / width + 1e-10f) / LN10;
    mean[b] += y->mean_share * (level - mean[b]);
    x[b] = level - mean[b] * correction;
    average += mean[b] * correction / bands;
  }
  for (int s = 0; s < y->shape_bands; s++)
    x[bands + s] = .7f * ((mean[3 * s] + mean[3 * s + 1] + mean[3 * s + 2]) * correction / 3 - average);
  return x + bands + y->shape_bands;
}

/* Mean of the 2 reach + 1 values around each, fewer at the ends, from running sums with `reach` copies of the ends beside them. */
static void neighbour_means(const float* values, int reach, float* restrict out) {
  float buffer[LOW + 16] = {0}, *running = buffer + reach + 1;
  for (int i = 0; i < LOW; i++) running[i] = running[i - 1] + values[i];
  for (int i = LOW; i < LOW + reach; i++) running[i] = running[LOW - 1];
  for (int i = 0; i < LOW; i++) out[i] = (running[i + reach] - running[i - reach - 1]) / (2 * reach + 1);
  for (int i = 0; i < reach; i++) {
    float whole = (2 * reach + 1) / (float)(reach + 1 + i);
    out[i] *= whole;
    out[LOW - 1 - i] *= whole;
  }
}

/* Level of each low bin over its neighbours (3 bins, 9 bins) and over its own running mean: u[0..2]. */
static void contrasts(const float* restrict level, const float* restrict mean, float correction, float* restrict u) {
  float near[LOW], wide[LOW];
  neighbour_means(level, 1, near);
  neighbour_means(level, 4, wide);
  for (int i = 0; i < LOW; i++) {
    u[i] = level[i] - near[i];
    u[LOW + i] = level[i] - wide[i];
    u[2 * LOW + i] = .5f * (level[i] - mean[i] * correction);
  }
}

/* Powers of the frame and of the comb signal and their cross spectrum, smoothed over a few frames; zeros at both ends. */
typedef struct { float own[LOW + 2], other[LOW + 2], cross[LOW + 2]; } Fine;

static void smooth(float share, const float* power, const float* lagged, const float* cross, Fine* f) {
  for (int i = 0; i < LOW; i++) {
    f->own[i + 1] += share * (power[i] - f->own[i + 1]);
    f->other[i + 1] += share * (lagged[i] - f->other[i + 1]);
    f->cross[i + 1] += share * (cross[i] - f->cross[i + 1]);
  }
}

/* Coherence of the frame with its comb signal, per bin (over 3 bins, smoothed) into u[3], per group into x; side: coherence, amplitude ratio. */
static void coherences(const Layout* y, const float* power, const float* lagged, const float* cross, const Fine* f, float* restrict u, float* restrict x, float* restrict side) {
  for (int i = 0; i < LOW; i++) {
    float a = f->own[i] + f->own[i + 1] + f->own[i + 2], b = f->other[i] + f->other[i + 1] + f->other[i + 2];
    u[3 * LOW + i] = (f->cross[i] + f->cross[i + 1] + f->cross[i + 2]) / sqrtf(a * b);
  }
  for (int g = 0; g < y->groups; g++) {
    float a = 0, b = 0, c = 0;
    for (int i = y->group_starts[g]; i < y->group_starts[g + 1]; i++) { a += power[i]; b += lagged[i]; c += cross[i]; }
    x[g] = side[g] = c / sqrtf(a * b);
    side[y->groups + g] = sqrtf(a / b);
  }
}

/* One clip of a batch; x, u, side are rows of [frames, batch, ...], so one frame's row is `stride` batches further. */
void features(const Layout* y, const Clip* c, int frames, float lift, int batch, int dim, float* x, float* u, float* side) {
  float power[MAX_VALUES], lagged[LOW], cross[LOW], level[LOW], band_mean[MAX_BANDS] = {0}, bin_mean[LOW] = {0}, fade = 1;
  Fine fine;
  memset(&fine, 0, sizeof fine);
  for (int t = 0; t < frames; t++) {
    powers_of(c->noisy + (size_t)t * y->values, y->values, lift, power);
    powers_of(c->lagged + (size_t)t * LOW, LOW, lift, lagged);
    fade *= 1 - y->mean_share;
    float correction = 1 / (1 - fade);
    float* rest = band_features(y, power, band_mean, correction, x);
    const int8_t* product = c->noisy_lagged + (size_t)t * LOW;
    for (int i = 0; i < LOW; i++) cross[i] = product[i] * (1 / 127.f) * sqrtf(power[i] * lagged[i]);
    smooth(t ? y->fine_share : 1, power, lagged, cross, &fine);
    for (int i = 0; i < LOW; i++) {
      level[i] = fmaxf(logf(fine.own[i + 1]) / LN10, -10);
      bin_mean[i] += y->mean_share * (level[i] - bin_mean[i]);
    }
    contrasts(level, bin_mean, correction, u);
    for (int g = 0; g < y->groups; g++) {
      float sum = 0;
      for (int i = y->group_starts[g]; i < y->group_starts[g + 1]; i++) sum += fabsf(u[LOW + i]);
      rest[g] = 2 * sum / (y->group_starts[g + 1] - y->group_starts[g]);
    }
    coherences(y, power, lagged, cross, &fine, u, rest + y->groups, side);
    rest[2 * y->groups] = log2f(c->period[t] / 300.f);
    rest[2 * y->groups + 1] = c->strength[t] / 127.f;
    x += (size_t)batch * dim; u += (size_t)batch * 4 * LOW; side += (size_t)batch * 2 * y->groups;
  }
}
