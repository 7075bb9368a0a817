import { raw } from "hono/html";

const icon = (shapes: string) =>
  raw(`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shapes}</svg>`);

/** Small line drawings; the words beside them, or the label of their button, say what they mean. */
export const icons = {
  menu: icon('<path d="M3 5.5h14M3 10h14M3 14.5h14"/>'),
  close: icon('<path d="m5 5 10 10M15 5 5 15"/>'),
  back: icon('<path d="M12 4.5 6.5 10l5.5 5.5"/>'),
  down: icon('<path d="m5.5 8 4.5 4.5L14.5 8"/>'),
  send: icon('<path d="M3.5 10 16.5 4l-4 13-3-5.5zM9.5 11.5l7-7.5"/>'),
  more: icon(
    '<circle cx="4.5" cy="10" r="1.2"/><circle cx="10" cy="10" r="1.2"/><circle cx="15.5" cy="10" r="1.2"/>',
  ),
  clock: icon('<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.8 1.8"/>'),
  lock: icon('<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>'),
  hash: icon('<path d="M7.8 3.5 6.2 16.5M13.8 3.5l-1.6 13M3.8 7.5h13M3.2 12.5h13"/>'),
  home: icon('<path d="m3.5 9.5 6.5-6 6.5 6M5.5 8v8.5h9V8M8.5 16.5v-5h3v5"/>'),
  eye: icon(
    '<path d="M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.2"/>',
  ),
  plug: icon('<path d="M7 3v4M13 3v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V18"/>'),
  spark: icon('<path d="M11 2.5 4.5 11.5H9l-1 6 6.5-9H10z"/>'),
  check: icon('<path d="m4.5 10.5 3.5 3.5 7.5-8"/>'),
  alert: icon('<path d="M10 3 2.8 16.2h14.4zM10 8v4M10 14v.4"/>'),
};

/** The sandbox's own sign: a reading lamp over an open book. */
export const lamp = raw(`<svg class="lamp" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
<rect width="32" height="32" rx="8" class="lamp-ground"/><path class="lamp-light" d="M9 14h14l3.2 8H5.8z"/>
<path class="lamp-shade" d="M16 6c-5 0-8.2 3.4-8.5 8h17c-.3-4.6-3.500-8-8.500-8z"/>
<path class="lamp-book" d="M16 23.500c-2.300-1.600-5.200-2.100-8.500-1.900v3.400c3.300-.2 6.200.3 8.500 1.900 2.300-1.600 5.200-2.100 8.500-1.900v-3.400c-3.300-.2-6.200.3-8.500 1.900z"/></svg>`);
