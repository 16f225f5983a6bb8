/* A drawing of Plotly that stays in its place: a changed figure is drawn over the one before, once, and only when it is
   in view or nearly so; what lies below waits until the browser has nothing else to do. Called by Streamlit for each
   new figure, and when the page turns light or dark. Its colours come from the theme (.streamlit/config.toml). */
{
  const PLOTLY = ""; // where the library lies on this server
  const NEAR = "200px";
  const AT_LATEST = 500; // milliseconds that a drawing out of view may stay behind
  const later = window.requestIdleCallback ?? ((then) => setTimeout(then, AT_LATEST / 2)); // Safari has none
  const kept = new WeakMap();
  const shown = new Set();
  let library;

  const loaded = () =>
    (library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = PLOTLY;
      script.onload = () => done(window.Plotly);
      script.onerror = () => {
        library = undefined;
        failed(new Error(`${PLOTLY} did not come`));
      };
      document.head.append(script);
    }));

  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const between = (one, other, share) => {
    const there = channels(other);
    return `rgb(${channels(one).map((value, i) => Math.round(value * share + there[i] * (1 - share))).join()})`;
  };
  const look = (place) => {
    const style = getComputedStyle(place);
    const of = (name) => style.getPropertyValue(`--st-${name}`).trim();
    const [ink, paper] = [of("text-color"), of("background-color")];
    return { ink, paper, border: of("border-color"), slots: of("chart-categorical-colors").split(","),
      soft: between(ink, paper, 0.78), line: between(ink, paper, 0.14), family: style.fontFamily };
  };
  const coloured = (figure, { slots, paper }) => {
    let text = JSON.stringify(figure);
    slots.forEach((colour, i) => (text = text.replaceAll(`#0000${String(i + 1).padStart(2, "0")}`, colour)));
    return JSON.parse(text.replaceAll("#000038", paper));
  };
  const under = (given, ground) => {
    for (const [name, value] of Object.entries(ground)) {
      if (given[name] === undefined) given[name] = value;
      else if (value?.constructor === Object) under(given[name], value);
    }
    return given;
  };
  const dressed = (layout, { ink, soft, line, paper, border, family }) => {
    const axis = { ticks: "", tickfont: { color: soft, size: 12 }, gridcolor: line, zerolinecolor: line };
    const axes = Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name)); // yaxis1 is yaxis to Plotly
    for (const [name, given] of axes) {
      under(given, { ...axis, ...(name[0] === "x" ? { showgrid: false, zeroline: false } : { showgrid: given.type !== "category" }) });
    }
    return under(layout, {
      font: { family, color: soft }, paper_bgcolor: paper, plot_bgcolor: paper, margin: { pad: 8 },
      hoverlabel: { bgcolor: paper, bordercolor: border, font: { family, color: ink } },
    });
  };

  const draw = async (one) => {
    const width = one.room.clientWidth;
    if (!width) return; // folded away: drawn when it comes in view
    one.due = false;
    const colours = look(one.room);
    const { data, layout } = coloured(one.asked.data.figure, colours);
    const { toImageButtonOptions, ...config } = one.asked.data.config;
    let Plotly;
    try {
      Plotly = await loaded();
    } catch (error) {
      one.room.textContent = one.asked.data.alt; // the words that stand for the drawing
      return;
    }
    if (!one.room.isConnected) return;
    if (one.width === undefined) one.room.textContent = "";
    one.width = width;
    await Plotly.react(one.room, data, { ...dressed(layout, colours), width }, config);
    one.room.picture = toImageButtonOptions;
    one.room.removeAllListeners("plotly_click"); // another language makes Plotly begin anew, without listeners
    one.room.on("plotly_click", ({ points }) => clicked(one, points));
    if (!one.due) delete one.room.dataset.due;
  };
  const clicked = (one, points) => {
    const code = points.map((point) => point.customdata?.[1]).find(Boolean);
    if (code && one.asked.data.chooses) one.asked.setTriggerValue("chosen", code);
  };
  const drawNow = (one) => one.due && draw(one);
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const one = kept.get(target);
      if (!one) continue;
      one.near = isIntersecting;
      if (isIntersecting) drawNow(one);
    }
  }, { rootMargin: NEAR });
  const sized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const one = kept.get(target);
      if (one && one.width !== undefined && target.clientWidth && target.clientWidth !== one.width) draw(one);
    }
  });
  addEventListener("beforeprint", () => shown.forEach(drawNow));

  const begun = (place) => {
    const room = place.appendChild(document.createElement("div"));
    room.setAttribute("role", "figure");
    const one = { room };
    kept.set(place, one).set(room, one);
    shown.add(one);
    seen.observe(room);
    sized.observe(room);
    return one;
  };
  const ended = (one) => {
    shown.delete(one);
    seen.unobserve(one.room);
    sized.unobserve(one.room);
    window.Plotly?.purge(one.room);
  };

  window.wsdDrawing = (asked) => {
    const one = kept.get(asked.parentElement) ?? begun(asked.parentElement);
    one.asked = asked;
    one.due = true;
    one.room.dataset.due = "";
    one.room.setAttribute("aria-label", asked.data.alt);
    one.room.style.height = `${asked.data.figure.layout.height}px`;
    if (one.near) draw(one);
    else later(() => drawNow(one), { timeout: AT_LATEST });
    return () => ended(one);
  };
}
