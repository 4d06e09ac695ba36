"use strict";
// The page works without this: it only shows evidence from afar, opens what a link points into,
// opens everything for print, and copies queries.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const said = document.getElementById("said");

  const marksOf = new Map();
  for (const mark of all(".text mark")) {
    for (const owner of mark.dataset.of.split(" ")) {
      if (!marksOf.has(owner)) marksOf.set(owner, []);
      marksOf.get(owner).push(mark);
    }
  }

  const light = (owner) => {
    all(".lit").forEach((element) => element.classList.remove("lit"));
    if (!owner) return;
    document.getElementById(owner)?.classList.add("lit");
    (marksOf.get(owner) ?? []).forEach((mark) => mark.classList.add("lit"));
  };

  const show = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  document.addEventListener("click", (event) => {
    if (getSelection().toString()) return;
    const copy = event.target.closest("[data-copy]");
    if (copy) return void copyText(copy);
    const link = event.target.closest("a[href^='#']");
    if (link) return void light((link.closest("sup") ? link.hash.slice(1) : link.closest("article")?.id) || owner(link));
    if (event.target.closest("summary, button, input, label, pre")) return;
    const mark = event.target.closest(".text mark");
    if (mark) {
      const innermost = mark.dataset.of.split(" ").pop();
      light(innermost);
      show(document.getElementById(innermost));
      return;
    }
    const article = event.target.closest("article");
    light(article?.id);
    const marks = marksOf.get(article?.id);
    if (marks) show(marks[0]);
  });

  const owner = (link) => (marksOf.has(link.hash.slice(1)) ? link.hash.slice(1) : null);

  const arrive = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("details:not([open])")) show(target);
  };
  addEventListener("hashchange", arrive);
  arrive();

  for (const radio of all("input[name=show]")) {
    radio.addEventListener("change", () => {
      const kind = radio.id.slice("show-".length);
      all(`.g-${kind} > details`).forEach((fold) => { fold.open = true; });
    });
  }

  const copyText = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    const range = document.createRange();
    range.selectNodeContents(source);
    let done = false;
    try {
      await navigator.clipboard.writeText(source.textContent);
      done = true;
    } catch {
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done = document.execCommand("copy");
    }
    said.textContent = done ? "Query copied" : "Query selected: copy it with the keyboard";
    button.textContent = done ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy the query"; }, 2000);
  };
  all(".copy").forEach((button) => { button.hidden = false; });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((fold) => { fold.open = false; }));
})();
