// A picture with a box over it: drawn with a finger or the mouse, moved by the arrow keys, sized by them with Shift.
const STEP = 0.02, LEAST = 0.05, PATIENCE = 700;

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  const image = frame.querySelector("img");
  const box = frame.querySelector(".box");
  image.src = data.picture;
  image.alt = data.words.picture;
  box.setAttribute("aria-label", data.words.box);
  let [left, top, right, bottom] = data.box;
  let from = null, timer = null;

  const within = (value) => Math.min(1, Math.max(0, value));
  const draw = () => {
    Object.assign(box.style, {
      left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
    });
    const sides = { left, top, right, bottom };
    box.setAttribute("aria-valuetext", data.words.place.replace(/{(\w+)}/g, (_, side) => Math.round(sides[side] * 100)));
    box.setAttribute("aria-valuenow", Math.round((right - left) * (bottom - top) * 100));
  };
  const place = (event) => {
    const shown = frame.getBoundingClientRect();
    return [within((event.clientX - shown.left) / shown.width), within((event.clientY - shown.top) / shown.height)];
  };
  const tell = () => setTriggerValue("chosen", [left, top, right, bottom]);

  frame.onpointerdown = (event) => {
    if (event.button > 0) return;
    from = place(event);
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  frame.onpointermove = (event) => {
    if (!from) return;
    const to = place(event);
    [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
    [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    draw();
  };
  frame.onpointerup = () => {
    if (!from) return;
    from = null;
    // A mere touch draws no box: what was chosen before stays.
    if (right - left < LEAST || bottom - top < LEAST) [left, top, right, bottom] = data.box;
    else tell();
    draw();
  };
  frame.onpointercancel = () => { from = null; [left, top, right, bottom] = data.box; draw(); };
  box.onkeydown = (event) => {
    const across = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key] ?? 0;
    const down = { ArrowUp: -STEP, ArrowDown: STEP }[event.key] ?? 0;
    if (event.key === "Enter") { clearTimeout(timer); tell(); return; }
    if (!across && !down) return;
    event.preventDefault();
    if (event.shiftKey) {
      right = Math.max(left + LEAST, within(right + across));
      bottom = Math.max(top + LEAST, within(bottom + down));
    } else {
      const x = Math.min(Math.max(across, -left), 1 - right), y = Math.min(Math.max(down, -top), 1 - bottom);
      [left, right, top, bottom] = [left + x, right + x, top + y, bottom + y];
    }
    draw();
    clearTimeout(timer);
    timer = setTimeout(tell, PATIENCE);
  };
  draw();
  return () => clearTimeout(timer);
}
