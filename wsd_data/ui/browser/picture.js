/* The button of a drawing saves the naked drawing: its title and source stand in the page around it. A picture that
   leaves the page needs them, so it is made here: what stands on the screen, with those words above and below it.
   The words come with the drawing (toImageButtonOptions.words), and are drawn nowhere else. */
{
  const SVG = "http://www.w3.org/2000/svg";
  const EDGE = 16;
  const OTHER_FONT = 1.1; // outside the page the picture may get a wider font
  const ON_SCREEN_ONLY = ".hoverlayer, .draglayer, .zoomlayer, .selectionlayer, .modebar-container";
  const brush = document.createElement("canvas").getContext("2d");

  const element = (name, attributes, text = "") => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };
  const wrapped = (text, width, font) => {
    brush.font = font;
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (brush.measureText(longer).width * OTHER_FONT > width && lines.at(-1)) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  };
  const written = (picture, texts, top, look) => {
    const height = Math.round(look.size * 1.4);
    const font = `${look.weight} ${look.size}px ${look.family}`;
    for (const line of texts.flatMap((text) => wrapped(text, look.width - 2 * EDGE, font))) {
      top += height;
      picture.append(element("text", {
        x: EDGE, y: top - height * 0.3, fill: look.colour, "font-size": look.size, "font-weight": look.weight,
        "font-family": look.family,
      }, line));
    }
    return top;
  };
  const picture = (drawing, { above, below }) => {
    const { width, height, font, paper_bgcolor: paper } = drawing._fullLayout;
    const look = { width, family: font.family, colour: getComputedStyle(drawing).color };
    const made = element("svg", { xmlns: SVG, width });
    const ground = made.appendChild(element("rect", { width: "100%", height: "100%", fill: paper }));
    const top = written(made, above, EDGE / 2, { ...look, size: 16, weight: 600 }) + EDGE / 2;
    for (const layer of drawing.querySelectorAll("svg.main-svg")) {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(ON_SCREEN_ONLY).forEach((part) => part.remove());
      copy.removeAttribute("style");
      copy.setAttribute("y", top);
      made.append(copy);
    }
    const bottom = written(made, below, top + height + EDGE / 2, { ...look, size: 12, weight: 400 }) + EDGE;
    made.setAttribute("height", bottom);
    made.setAttribute("viewBox", `0 0 ${width} ${bottom}`);
    ground.setAttribute("height", bottom);
    return new XMLSerializer().serializeToString(made);
  };
  const save = (name, content) => {
    const link = document.createElement("a");
    link.download = `${name}.svg`;
    link.href = URL.createObjectURL(new Blob([content], { type: "image/svg+xml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  document.addEventListener("click", (event) => {
    const drawing = event.target.closest?.(".modebar-btn")?.closest(".js-plotly-plot");
    const options = drawing?.picture ?? drawing?._context.toImageButtonOptions;
    if (!options?.words) return;
    event.stopImmediatePropagation();
    save(options.filename, picture(drawing, options.words));
  }, true);
}
