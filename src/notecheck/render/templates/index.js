"use strict";
// The page works without this: it only sorts, filters and pages rows that are all there.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const size = Number(table.dataset.shown);
  const verdicts = ["conflicting", "not_supported", "incomplete", "codable", "complete", "none"];
  const controls = document.querySelector(".controls");
  const pager = document.querySelector(".pager");
  const field = (name) => document.getElementById(`by-${name}`);
  const said = document.getElementById("said");
  const [back, next, where] = ["back", "next", "page"].map((id) => document.getElementById(id));

  const rows = [...body.rows].map((element) => {
    const text = [...element.cells].map((cell) => cell.textContent.trim());
    return {
      element, text,
      name: text[0].toLowerCase(),
      verdict: element.cells[2]?.className.slice(2),
      gaps: element.dataset.g ?? "",
    };
  });
  let found = rows;
  let page = 0;
  let order = null; // [column, direction]

  const values = {
    text: (row, column) => row.text[column].toLowerCase(),
    verdict: (row) => verdicts.indexOf(row.verdict),
    number: (row, column) => (row.text[column] === "–" ? -1 : Number(row.text[column])),
    share: (row, column) => {
      const [met, of] = row.text[column].split(" of ").map(Number);
      return of ? met / of : -1;
    },
  };
  const collator = new Intl.Collator(undefined, { numeric: true });
  const compare = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a - b);

  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / size));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...found.slice(page * size, (page + 1) * size).map((row) => row.element));
    pager.hidden = pages === 1;
    back.disabled = page === 0;
    next.disabled = page === pages - 1;
    where.textContent = `Page ${page + 1} of ${pages}`;
  };

  const choose = () => {
    const name = field("name").value.trim().toLowerCase();
    const [code, verdict, gap] = ["code", "verdict", "gap"].map((kind) => field(kind)?.value ?? "");
    found = rows.filter((row) => (
      (!name || row.name.includes(name)) && (!code || row.text[1] === code)
      && (!verdict || row.verdict === verdict) && (!gap || row.gaps.includes(gap))
    ));
    if (order) {
      const [column, direction] = order;
      const value = values[table.tHead.rows[0].cells[column].dataset.by];
      const keyed = found.map((row) => [value(row, column), row]);
      keyed.sort((a, b) => direction * compare(a[0], b[0]));
      found = keyed.map((pair) => pair[1]);
    }
    page = 0;
    show();
    const all = rows.length.toLocaleString("en");
    said.textContent = found.length === rows.length ? `${all} rows` : `${found.length.toLocaleString("en")} of ${all} rows`;
    for (const button of document.querySelectorAll(".chart button")) {
      const { pick, value } = button.closest("li").dataset;
      button.setAttribute("aria-pressed", String(field(pick).value === value));
    }
    remember();
  };

  const remember = () => {
    const state = new URLSearchParams();
    for (const kind of ["name", "code", "verdict", "gap"]) if (field(kind)?.value) state.set(kind, field(kind).value);
    if (order) state.set("sort", order.join(","));
    const hash = String(state);
    if (hash || location.hash.includes("=")) history.replaceState(null, "", `#${hash}`);
  };

  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const kind of ["name", "code", "verdict", "gap"]) {
      if (state.has(kind) && field(kind)) field(kind).value = state.get(kind);
    }
    const [column, direction] = (state.get("sort") ?? "").split(",").map(Number);
    if (heads[column] && Math.abs(direction) === 1) sort(column, direction);
  };

  const heads = [...table.tHead.rows[0].cells];
  const sort = (column, direction) => {
    order = [column, direction];
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sort(column, order?.[0] === column ? -order[1] : 1);
      choose();
    });
  });

  for (const entry of document.querySelectorAll(".chart li[data-pick]")) {
    const label = entry.querySelector(".label");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...label.childNodes);
    label.append(button);
    button.addEventListener("click", () => {
      const select = field(entry.dataset.pick);
      select.value = select.value === entry.dataset.value ? "" : entry.dataset.value;
      choose();
    });
  }

  controls.addEventListener("input", choose);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => {
    order = null;
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    setTimeout(choose);
  });
  for (const [button, step] of [[back, -1], [next, 1]]) {
    button.addEventListener("click", () => {
      page += step;
      show();
      said.textContent = where.textContent;
      document.getElementById("notes").scrollIntoView();
      if (button.disabled) (step > 0 ? back : next).focus();
    });
  }
  addEventListener("beforeprint", () => body.replaceChildren(...found.map((row) => row.element)));
  addEventListener("afterprint", show);
  controls.hidden = false;
  document.body.classList.add("live");
  recall();
  choose();
})();
