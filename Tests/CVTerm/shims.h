#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <vterm.h>

/* vterm's cells are bit fields in unions, which Swift cannot see. */
typedef struct {
  uint32_t scalars[VTERM_MAX_CHARS_PER_CELL + 1];
  int width;
  bool bold, italic, underline, reverse;
  bool has_default_foreground, has_default_background;
  /* 0xRRGGBB, palette colours resolved. */
  uint32_t foreground, background;
} pitwall_vterm_cell;

static inline uint32_t pitwall_vterm_rgb(const VTermScreen *screen, VTermColor color) {
  vterm_screen_convert_color_to_rgb(screen, &color);
  return (uint32_t)color.rgb.red << 16 | (uint32_t)color.rgb.green << 8 | color.rgb.blue;
}

static inline bool pitwall_vterm_read(const VTermScreen *screen, int row, int column, pitwall_vterm_cell *result) {
  VTermScreenCell cell;
  VTermPos place = {.row = row, .col = column};
  if (!vterm_screen_get_cell(screen, place, &cell)) return false;
  for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL; i++) result->scalars[i] = cell.chars[i];
  result->scalars[VTERM_MAX_CHARS_PER_CELL] = 0;
  result->width = cell.width;
  result->bold = cell.attrs.bold;
  result->italic = cell.attrs.italic;
  result->underline = cell.attrs.underline != 0;
  result->reverse = cell.attrs.reverse;
  result->has_default_foreground = VTERM_COLOR_IS_DEFAULT_FG(&cell.fg);
  result->has_default_background = VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
  result->foreground = pitwall_vterm_rgb(screen, cell.fg);
  result->background = pitwall_vterm_rgb(screen, cell.bg);
  return true;
}

typedef struct {
  bool is_cursor_hidden;
  bool is_alternate_screen;
  int mouse;
} pitwall_vterm_properties;

static inline int pitwall_vterm_note(VTermProp property, VTermValue *value, void *user) {
  pitwall_vterm_properties *noted = user;
  if (property == VTERM_PROP_CURSORVISIBLE) noted->is_cursor_hidden = !value->boolean;
  if (property == VTERM_PROP_ALTSCREEN) noted->is_alternate_screen = value->boolean;
  if (property == VTERM_PROP_MOUSE) noted->mouse = value->number;
  return 1;
}

static inline void pitwall_vterm_watch(VTermScreen *screen, pitwall_vterm_properties *properties) {
  static const VTermScreenCallbacks callbacks = {.settermprop = pitwall_vterm_note};
  vterm_screen_set_callbacks(screen, &callbacks, properties);
}
