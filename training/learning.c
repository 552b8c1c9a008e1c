/* The loops of training that PyTorch does slowly, called from kernels.py. */
#include "kernels.h"

/* ---- gated recurrent unit, forward and backward through time ---- */

/* Three (or four) rows of `units` that lie one after the other; separate pointers let the compiler use wide registers. */
typedef const float* restrict In;
typedef float* restrict Out;

static void gru_cell(int units, In in, In recurrent, In bias, In before, Out kept, Out out) {
  In in_z = in + units, in_c = in + 2 * units, rec_z = recurrent + units, rec_c = recurrent + 2 * units;
  In bias_z = bias + units, bias_c = bias + 2 * units;
  Out kept_z = kept + units, kept_c = kept + 2 * units, kept_p = kept + 3 * units;
  for (int i = 0; i < units; i++) {
    float reset = logistic(in[i] + recurrent[i] + bias[i]), update = logistic(in_z[i] + rec_z[i] + bias_z[i]);
    float part = rec_c[i] + bias_c[i], candidate = 2 * logistic(2 * (in_c[i] + reset * part)) - 1;
    kept[i] = reset;
    kept_z[i] = update;
    kept_c[i] = candidate;
    kept_p[i] = part;
    out[i] = candidate + update * (before[i] - candidate);
  }
}

static void gru_cell_back(int units, In kept, In before, In d_out, Out carry, Out d_in, Out d_rec) {
  In kept_z = kept + units, kept_c = kept + 2 * units, kept_p = kept + 3 * units;
  Out in_z = d_in + units, in_c = d_in + 2 * units, rec_z = d_rec + units, rec_c = d_rec + 2 * units;
  for (int i = 0; i < units; i++) {
    float whole = carry[i] + d_out[i], reset = kept[i], update = kept_z[i], candidate = kept_c[i];
    float d_candidate = whole * (1 - update) * (1 - candidate * candidate);
    float d_update = whole * (before[i] - candidate) * update * (1 - update);
    float d_reset = d_candidate * kept_p[i] * reset * (1 - reset);
    d_in[i] = d_rec[i] = d_reset;
    in_z[i] = rec_z[i] = d_update;
    in_c[i] = d_candidate;
    rec_c[i] = d_candidate * reset;
    carry[i] = whole * update;
  }
}

/* input [frames, batch, 3 units] = W x + b; weights [3 units, units]; kept [.., 4 units] = reset, update, candidate, recurrent part. */
void gru_forward(int frames, int batch, int units, const float* input, const float* weights, const float* bias, float* out, float* kept) {
  int gates = 3 * units;
  float *recurrent = malloc(sizeof(float) * batch * gates), *zero = calloc((size_t)batch * units, sizeof(float));
  for (int t = 0; t < frames; t++) {
    const float* before = t ? out + (size_t)(t - 1) * batch * units : zero;
    cblas_sgemm(ROW_MAJOR, PLAIN, TRANSPOSED, batch, gates, units, 1, before, units, weights, units, 0, recurrent, gates);
    for (int b = 0; b < batch; b++) {
      size_t row = (size_t)t * batch + b;
      gru_cell(units, input + row * gates, recurrent + (size_t)b * gates, bias, before + (size_t)b * units, kept + row * 4 * units, out + row * units);
    }
  }
  free(recurrent);
  free(zero);
}

/* d_out [frames, batch, units] -> d_input, d_recurrent [frames, batch, 3 units]. */
void gru_backward(int frames, int batch, int units, const float* weights, const float* out, const float* kept, const float* d_out, float* d_input, float* d_recurrent) {
  int gates = 3 * units;
  float *carry = calloc((size_t)batch * units, sizeof(float)), *zero = calloc((size_t)batch * units, sizeof(float));
  for (int t = frames - 1; t >= 0; t--) {
    const float* before = t ? out + (size_t)(t - 1) * batch * units : zero;
    for (int b = 0; b < batch; b++) {
      size_t row = (size_t)t * batch + b;
      gru_cell_back(units, kept + row * 4 * units, before + (size_t)b * units, d_out + row * units, carry + (size_t)b * units, d_input + row * gates, d_recurrent + row * gates);
    }
    cblas_sgemm(ROW_MAJOR, PLAIN, PLAIN, batch, units, gates, 1, d_recurrent + (size_t)t * batch * gates, gates, weights, units, 1, carry, units);
  }
  free(carry);
  free(zero);
}

/* ---- loss on the filtered spectrum, with its gradients: loss.py says what and why ---- */

typedef struct {
  const uint16_t *noisy, *clean, *taught, *lagged; /* [batch, frames, ...] half floats, log10 power */
  const int8_t *clean_noisy, *noisy_lagged, *clean_lagged;
  const float *frame_weight, *value_weight, *log_width; /* [frames], [values], [values] */
} Targets;

typedef struct { float exponent, lost, complex, evenness, bend, doubt, pooled, taught; } Taste;

/* What the loss reads of one frame; above the low bins there is no comb. */
typedef struct {
  float noisy[MAX_VALUES], clean[MAX_VALUES], taught[MAX_VALUES], lagged[MAX_VALUES], clean_noisy[MAX_VALUES], noisy_lagged[MAX_VALUES],
      clean_lagged[MAX_VALUES];
} Frame;

static void power_per_erb(const uint16_t* half, int count, const float* log_width, float* power) {
  from_half(half, count, power);
  for (int i = 0; i < count; i++) power[i] = expf(LN10 * (power[i] - log_width[i])) + 1e-12f;
}

static void read_frame(int values, const Targets* g, size_t row, Frame* f) {
  power_per_erb(g->noisy + row * values, values, g->log_width, f->noisy);
  power_per_erb(g->clean + row * values, values, g->log_width, f->clean);
  power_per_erb(g->taught + row * values, values, g->log_width, f->taught);
  power_per_erb(g->lagged + row * LOW, LOW, g->log_width, f->lagged);
  const int8_t *cn = g->clean_noisy + row * values, *nl = g->noisy_lagged + row * LOW, *cl = g->clean_lagged + row * LOW;
  for (int i = 0; i < values; i++) f->clean_noisy[i] = cn[i] * (1 / 127.f) * sqrtf(f->noisy[i] * f->clean[i]);
  for (int i = 0; i < LOW; i++) {
    f->noisy_lagged[i] = nl[i] * (1 / 127.f) * sqrtf(f->noisy[i] * f->lagged[i]);
    f->clean_lagged[i] = cl[i] * (1 / 127.f) * sqrtf(f->clean[i] * f->lagged[i]);
  }
  for (int i = LOW; i < values; i++) f->noisy_lagged[i] = f->clean_lagged[i] = f->lagged[i] = 0;
}

/* ---- from the network's outputs to gains and comb shares, and back: decide() in reference.py says the same in Python ---- */

typedef struct { int values, low_bands, high_bands, groups; const float *band_to_bin, *group_to_bin; const int* group_starts; float slope_scale, comb_max, ratio_max; } Head;

typedef struct {
  float logit[MAX_VALUES], share[MAX_VALUES], comb[MAX_VALUES], slope[4][LOW];
  float own_group[MAX_GROUPS], comb_group[MAX_GROUPS], strength[MAX_GROUPS], coherence[MAX_GROUPS], ratio[MAX_GROUPS];
} Filter;

/* out[bin] += sum over rows of value[row] * table[row][bin] */
static void spread(int rows, const float* restrict value, const float* restrict table, float* restrict out) {
  for (int r = 0; r < rows; r++)
    for (int i = 0; i < LOW; i++) out[i] += value[r] * table[r * LOW + i];
}

static void gather(int rows, const float* restrict bins, const float* restrict table, float* restrict value) {
  for (int r = 0; r < rows; r++) {
    float sum = 0;
    for (int i = 0; i < LOW; i++) sum += bins[i] * table[r * LOW + i];
    value[r] = sum;
  }
}

static void head_forward(const Head* h, const float* out, const float* u, const float* side, Filter* f) {
  int bands = h->low_bands + h->high_bands;
  memset(f, 0, sizeof *f);
  spread(h->low_bands, out, h->band_to_bin, f->logit);
  memcpy(f->logit + LOW, out + h->low_bands, h->high_bands * sizeof(float));
  for (int c = 0; c < 4; c++) {
    spread(h->groups, out + bands + c * h->groups, h->group_to_bin, f->slope[c]);
    for (int i = 0; i < LOW; i++) f->logit[i] += h->slope_scale * f->slope[c][i] * u[c * LOW + i];
  }
  const float* comb = out + bands + 4 * h->groups;
  for (int g = 0; g < h->groups; g++) {
    float m = f->strength[g] = h->comb_max * logistic(comb[g]), rho = f->coherence[g] = fmaxf(side[g], 0);
    f->ratio[g] = fminf(side[h->groups + g], h->ratio_max);
    f->own_group[g] = 1 / sqrtf(1 + m * m + 2 * m * rho);
    f->comb_group[g] = f->own_group[g] * m * f->ratio[g];
  }
  spread(h->groups, f->own_group, h->group_to_bin, f->share);
  spread(h->groups, f->comb_group, h->group_to_bin, f->comb);
  for (int i = LOW; i < h->values; i++) f->share[i] = 1;
}

/* d_logit, d_share, d_comb -> gradient of the outputs (the voice logit's is left alone). */
static void head_backward(const Head* h, const float* u, const Filter* f, const float* d_logit, const float* d_share, const float* d_comb, float* d_out) {
  int bands = h->low_bands + h->high_bands;
  float product[LOW], d_own[MAX_GROUPS], d_lag[MAX_GROUPS];
  gather(h->low_bands, d_logit, h->band_to_bin, d_out);
  memcpy(d_out + h->low_bands, d_logit + LOW, h->high_bands * sizeof(float));
  for (int c = 0; c < 4; c++) {
    for (int i = 0; i < LOW; i++) product[i] = h->slope_scale * d_logit[i] * u[c * LOW + i];
    gather(h->groups, product, h->group_to_bin, d_out + bands + c * h->groups);
  }
  gather(h->groups, d_share, h->group_to_bin, d_own);
  gather(h->groups, d_comb, h->group_to_bin, d_lag);
  for (int g = 0; g < h->groups; g++) {
    float m = f->strength[g], own = f->own_group[g], by_own = d_own[g] + d_lag[g] * m * f->ratio[g];
    float d_m = d_lag[g] * own * f->ratio[g] - by_own * own * own * own * (m + f->coherence[g]);
    d_out[bands + 4 * h->groups + g] = d_m * m * (1 - m / h->comb_max);
  }
}

/* Loss of one magnitude and its gradient by the output's power: bent absolute error of the compressed magnitudes. */
static inline __attribute__((always_inline)) float bent_error(Taste s, float weight, float out_power, float noisy, float clean, float taught, float* d_power) {
  float half = .5f * s.exponent, least = expf(s.exponent * LN10 * -9), ratio = fminf(clean / noisy, 2);
  float trust = ratio * ratio / (ratio * ratio + s.doubt * s.doubt);
  float out = expf(half * logf(out_power)), target = expf(half * logf(noisy * ratio * trust * trust + 1e-12f));
  float sure = fminf(ratio, 1), cube = sure * sure * sure;
  target += s.taught * (1 - cube * cube) * (expf(half * logf(fminf(taught, 2 * noisy))) - target);
  float loudness = expf(s.exponent * logf(noisy)) + least, w = weight * expf(-s.evenness * logf(loudness));
  float error = out - target, side = error < 0 ? 1 + s.lost : 1, root = sqrtf(error * error / loudness + s.bend * s.bend);
  *d_power = w * side * error / root * half * out / out_power;
  return w * side * loudness * (root - s.bend);
}

/* The same on whole groups: steadier than single bins, and what decides about the level. pull: gradient by each bin's power. */
static float pooled_loss(const Head* h, const Targets* g, const Taste* s, float weight, const float* left, const Frame* f, float* pull) {
  float total = 0;
  for (int j = 0; j < h->groups; j++) {
    int from = h->group_starts[j], to = h->group_starts[j + 1];
    float out = 1e-14f, before = 0, wanted = 0, taught = 0, share = 0, slope, each = 1.f / (to - from);
    for (int i = from; i < to; i++) {
      out += left[i] * each;
      before += f->noisy[i] * each;
      wanted += f->clean[i] * each;
      taught += f->taught[i] * each;
      share += g->value_weight[i];
    }
    total += bent_error(*s, s->pooled * weight * share, out, before, wanted, taught, &slope);
    for (int i = from; i < to; i++) pull[i] = slope * each;
  }
  return total;
}

/* One frame: gradients by gain logit, by the share of the frame and of the comb signal. */
static double frame_loss(const Head* head, const Targets* g, size_t row, float weight, const Taste* s, const Filter* h, float* restrict d_logit, float* restrict d_share, float* restrict d_comb) {
  Frame f;
  float total = 0, gain[MAX_VALUES], power[MAX_VALUES], live[MAX_VALUES], left[MAX_VALUES], pull[MAX_VALUES] = {0}, slope[MAX_VALUES], w[MAX_VALUES];
  int values = head->values;
  read_frame(values, g, row, &f);
  for (int i = 0; i < values; i++) {
    float share = h->share[i], comb = h->comb[i], sum = share * share * f.noisy[i] + comb * comb * f.lagged[i] + 2 * share * comb * f.noisy_lagged[i];
    live[i] = sum > 1e-3f * f.noisy[i] ? 1 : 0;
    power[i] = fmaxf(sum, 1e-3f * f.noisy[i]);
    gain[i] = 1 / (1 + expf(-h->logit[i])) + 1e-9f;
    left[i] = gain[i] * gain[i] * power[i];
  }
  total += pooled_loss(head, g, s, weight, left, &f, pull);
  for (int i = 0; i < values; i++) w[i] = weight * g->value_weight[i];
  const Taste taste = *s;
  Taste alone = taste;
  alone.taught = 0;
  for (int i = 0; i < LOW; i++) total += bent_error(alone, w[i] * (1 - taste.pooled), left[i], f.noisy[i], f.clean[i], f.taught[i], slope + i);
  for (int i = LOW; i < values; i++) total += bent_error(taste, w[i], left[i], f.noisy[i], f.clean[i], f.taught[i], slope + i);
  for (int i = 0; i < values; i++) {
    float p = f.noisy[i], q = f.clean[i], r = f.lagged[i], share = h->share[i], comb = h->comb[i];
    float inner = share * f.clean_noisy[i] + comb * f.clean_lagged[i];
    /* Distance in the complex plane, relative to the noisy magnitude: |gain Z - S|^2 / |Y|^2 in compressed magnitudes. */
    float norm = 1 / sqrtf(power[i] * q), coherence = inner * norm, half = .5f * s->exponent;
    float size = expf(half * logf(left[i])), target = expf(half * logf(fminf(q, 2 * p))), v = w[i] * s->complex / (expf(s->exponent * logf(p)) + 2.5e-4f);
    total += v * (size * size - 2 * size * target * coherence + target * target);
    float d_left = slope[i] + v * (size - target * coherence) * s->exponent * size / left[i] + pull[i];
    float d_coherence = -2 * v * size * target, d_inner = d_coherence * norm;
    float d_power = live[i] * (d_left * gain[i] * gain[i] - .5f * d_coherence * coherence / power[i]);
    d_logit[i] = d_left * 2 * left[i] * (1 - gain[i]);
    d_share[i] = d_power * 2 * (share * p + comb * f.noisy_lagged[i]) + d_inner * f.clean_noisy[i];
    d_comb[i] = d_power * 2 * (comb * r + share * f.noisy_lagged[i]) + d_inner * f.clean_lagged[i];
  }
  return total;
}

/* out [frames, batch, outputs] with u and side from features(); d_out receives the gradient, 0 for the voice logit. */
double filter_loss(int frames, int batch, int outputs, const Head* h, const Targets* g, const Taste* s, const float* out, const float* u, const float* side, float* d_out) {
  double total = 0;
  float d_logit[MAX_VALUES], d_share[MAX_VALUES], d_comb[MAX_VALUES];
  Filter f;
  for (int t = 0; t < frames; t++)
    for (int k = 0; k < batch; k++) {
      size_t at = (size_t)t * batch + k;
      head_forward(h, out + at * outputs, u + at * 4 * LOW, side + at * 2 * h->groups, &f);
      total += frame_loss(h, g, (size_t)k * frames + t, g->frame_weight[t], s, &f, d_logit, d_share, d_comb);
      head_backward(h, u + at * 4 * LOW, &f, d_logit, d_share, d_comb, d_out + at * outputs);
      d_out[at * outputs + outputs - 1] = 0;
    }
  return total;
}
