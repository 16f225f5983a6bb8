/* Streamlit's widgets speak English only. In the parts named by WORDS, and nowhere else, their words are shown in Dutch
   while the page is in Dutch. What Streamlit wrote is kept, to put it back when the page turns to English. */
{
  const WORDS = {}; // selector → pairs of English and Dutch, with {x} for what differs
  const everywhere = Object.keys(WORDS).join();
  const pattern = (english) =>
    new RegExp("^" + english.split("{x}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.+)") + "$");
  const rules = Object.entries(WORDS).map(([part, pairs]) => [part, pairs.map(([en, nl]) => [pattern(en), nl])]);
  const written = new WeakMap();

  const dutch = (english, pairs) => {
    for (const [from, to] of pairs) {
      const found = from.exec(english);
      if (found) return to.replace("{x}", () => found[1]);
    }
    return english;
  };
  const turn = (holder, name, pairs) => {
    const kept = written.get(holder) ?? {};
    written.set(holder, kept);
    const english = kept[name]?.shown === holder[name] ? kept[name].english : holder[name];
    const shown = document.documentElement.lang === "nl" ? dutch(english, pairs) : english;
    kept[name] = { english, shown };
    if (holder[name] !== shown) holder[name] = shown;
  };
  const turnAll = () => {
    for (const part of document.querySelectorAll(everywhere)) {
      const pairs = rules.filter(([selector]) => part.matches(selector)).flatMap(([, those]) => those);
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) turn(texts.currentNode, "nodeValue", pairs);
      for (const named of part.querySelectorAll("[aria-label]")) turn(named, "ariaLabel", pairs);
    }
  };
  let due = false;
  const changed = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      turnAll();
    });
  };
  new MutationObserver(changed).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["lang", "aria-label"],
  });
}
