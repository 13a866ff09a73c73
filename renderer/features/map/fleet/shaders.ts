/** One point per worker; a pass per kind, so that later kinds lie above earlier ones. */
export const FLEET_VERTEX = `#version 300 es
layout(location = 0) in vec2 a_position;
layout(location = 1) in uvec2 a_state;
layout(location = 2) in uint a_shown;
layout(location = 3) in vec4 a_slide;
uniform float u_now;
uniform vec3 u_affine;
uniform vec2 u_view;
uniform int u_kind;
uniform float u_diameter;
uniform float u_ratio;
uniform bool u_pointing;
out vec2 v_turn;

int kindOf(uint status) {
  if ((status & 8u) != 0u) return 6;
  bool lost = (status & 32u) != 0u || (status & 1u) == 0u;
  if ((status & 2u) == 0u) return lost ? 0 : 1;
  if (lost) return 2;
  if ((status & 4u) != 0u) return 5;
  return (status & 16u) != 0u ? 4 : 3;
}

void main() {
  if (a_shown == 0u || a_position.x > 900.0 || kindOf(a_state.y) != u_kind) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 0.0;
    return;
  }
  float gone = a_slide.w > 0.0 ? clamp((u_now - a_slide.z) / a_slide.w, 0.0, 1.0) : 1.0;
  vec2 screen = mix(a_slide.xy, a_position, gone) * u_affine.x + u_affine.yz;
  vec2 clip = screen / u_view * 2.0 - 1.0;
  gl_Position = vec4(clip.x, -clip.y, 0.0, 1.0);
  gl_PointSize = u_diameter * u_ratio * (u_pointing ? 1.8 : 1.0) + 2.0;
  float angle = float(a_state.x) / 256.0 * 6.2831853;
  v_turn = vec2(cos(angle), sin(angle));
}`;

export const FLEET_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
uniform int u_kind;
uniform float u_diameter;
uniform float u_ratio;
uniform bool u_pointing;
uniform vec3 u_fill;
uniform vec3 u_edge;
in vec2 v_turn;
out vec4 colour;

float triangle(vec2 p, float r) {
  return max(abs(p.x) * 0.866 + p.y * 0.5 * -1.0, p.y) - r * 0.5;
}

float bar(vec2 p, vec2 centre, vec2 half_size) {
  vec2 d = abs(p - centre) - half_size;
  return max(d.x, d.y);
}

void main() {
  float diameter = u_diameter * u_ratio;
  float box = diameter * (u_pointing ? 1.8 : 1.0) + 2.0;
  vec2 p = (gl_PointCoord - 0.5) * box;
  float edge = min(2.0, diameter / 6.0);
  float r = diameter * 0.5 - edge * 0.5;
  float shape = u_kind == 5 ? (abs(p.x) + abs(p.y)) * 0.7071 - r * 0.79
    : u_kind == 6 ? triangle(p - vec2(0.0, r * 0.12), r)
    : u_kind == 4 ? max(abs(p.x), abs(p.y)) - r * 0.86
    : length(p) - r;
  vec3 paint = u_fill;
  float cover;
  if (u_kind == 1 || u_kind == 2) {
    float stroke = max(1.0, diameter / 5.0) * 0.5;
    float line = u_kind == 2 ? length(p) - r * 0.85 : max(abs(p.x), abs(p.y)) - r * 0.7;
    cover = clamp(0.5 - (abs(line) - stroke), 0.0, 1.0);
  } else {
    cover = clamp(0.5 - (shape - edge * 0.5), 0.0, 1.0);
    if (diameter >= 5.0) paint = mix(u_fill, u_edge, clamp(0.5 + shape + edge * 0.5, 0.0, 1.0));
  }
  if (u_kind == 6) {
    float width = max(1.5, diameter / 11.0);
    float mark = min(
      bar(p, vec2(0.0, -diameter * 0.04), vec2(width * 0.5, diameter * 0.12)),
      bar(p, vec2(0.0, diameter * 0.14 + width * 0.5), vec2(width * 0.5)));
    paint = mix(paint, u_edge, clamp(0.5 - mark, 0.0, 1.0));
  }
  if (u_pointing) {
    vec2 q = vec2(p.x * v_turn.x + p.y * v_turn.y, p.y * v_turn.x - p.x * v_turn.y);
    float tip = -diameter * 0.9;
    float pointer = max(abs(q.x) - (q.y - tip) * 0.55, q.y + r * 0.4);
    float arrow = clamp(0.5 - pointer, 0.0, 1.0);
    paint = mix(u_fill, paint, cover);
    cover = max(cover, arrow);
  }
  colour = vec4(paint * cover, cover);
}`;
