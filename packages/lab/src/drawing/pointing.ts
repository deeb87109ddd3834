/**
 * Pressing and dragging on a drawing, by mouse, pen and finger. A finger that moves up or down scrolls the page, as it does
 * everywhere, unless it took hold of something; one that moves sideways drags, and one that stays says where it was.
 */

/** Where a pointer is in the window. */
export interface Pointed {
  readonly clientX: number;
  readonly clientY: number;
}

export interface Pointing {
  /** Whether a finger takes hold of something there, and moves that and not the page, whatever way it goes. */
  readonly holds: (at: Pointed) => boolean;
  readonly say: (at: PointerEvent, phase: "down" | "move" | "up") => void;
}

/** A finger doesn't lie still; so far it may move, in pixels, before it is said to drag. */
const trembling = 6;

/**
 * Listens to the pointer on an element, whose style must have `touch-action: pan-y pinch-zoom`.
 *
 * @returns what ends it
 */
export function pointing(element: Element, { holds, say }: Pointing): () => void {
  /** The last that was heard of the pointer that is pressed. */
  let pressed: PointerEvent | undefined;
  /** A finger of which is not known yet what it will do. */
  let waiting: PointerEvent | undefined;

  function down(event: PointerEvent) {
    if (event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType !== "mouse" && !holds(event)) waiting = event;
    else press(event);
  }
  function press(event: PointerEvent) {
    waiting = undefined;
    pressed = event;
    element.setPointerCapture(event.pointerId);
    say(event, "down");
  }
  function move(event: PointerEvent) {
    if (waiting?.pointerId === event.pointerId) {
      const [dx, dy] = [Math.abs(event.clientX - waiting.clientX), Math.abs(event.clientY - waiting.clientY)];
      if (dx > trembling && dx >= dy) press(waiting);
    }
    if (event.pointerId !== pressed?.pointerId) return;
    pressed = event;
    say(event, "move");
  }
  function up(event: PointerEvent) {
    if (waiting?.pointerId === event.pointerId) press(waiting);
    if (event.pointerId === pressed?.pointerId) say(event, "up");
    pressed = undefined;
  }
  function cancel() {
    // What was held is let go where it was.
    if (pressed !== undefined) say(pressed, "up");
    pressed = waiting = undefined;
  }
  function touch(event: TouchEvent) {
    const [finger] = event.touches;
    if (finger !== undefined && event.touches.length === 1 && event.cancelable && holds(finger)) event.preventDefault();
  }

  const all = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel, touchstart: touch };
  for (const [name, listener] of Object.entries(all))
    element.addEventListener(name, listener as EventListener, { passive: false });
  return () => {
    for (const [name, listener] of Object.entries(all)) element.removeEventListener(name, listener as EventListener);
  };
}
