// The page that searches the site: reads the question and the filters from its address, and shows what the index of search.js finds.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("eb-search-data").textContent);
  const at = (id) => document.getElementById(id);
  const [form, field, found, around] = ["eb-search", "eb-q", "eb-found", "eb-around"].map(at);
  const plural = new Intl.PluralRules(data.language);
  const dates = new Intl.DateTimeFormat(data.language, { dateStyle: "long", timeZone: "UTC" });
  const index = new Index(new URL(data.manifest, location.href).href, async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", cache: address.endsWith(".json") ? "no-cache" : "default" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  });
  const names = data.filters;
  let asked = 0, limit = PAGE;

  function say(key, values = {}) {
    const phrase = data.words[key];
    const text = typeof phrase === "string" ? phrase : phrase[plural.select(values.count)] || phrase.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  // An element; its children are elements and texts.
  function make(tag, values, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(values || {})) if (value) element.setAttribute(name, value === true ? "" : value);
    element.append(...children.filter((child) => child || child === 0));
    return element;
  }

  function read() {
    const values = new URLSearchParams(location.search);
    const filters = names.filter((name) => values.get(name)).map((name) => [name, values.get(name)]);
    return { question: (values.get("q") || "").slice(0, 200), filters };
  }

  function address(question, filters) {
    const values = new URLSearchParams({ q: question });
    for (const [name, value] of filters) values.append(name, value);
    return `${location.pathname}?${values}`;
  }

  function titleOf(name, value) {
    if (name === "kind") return Object.hasOwn(data.kinds, value) ? data.kinds[value] : value;
    if (name !== "languages") return value;
    try {
      return new Intl.DisplayNames([data.language], { type: "language" }).of(value);
    } catch {
      return value;
    }
  }

  const without = (filters, name) => filters.filter((each) => each[0] !== name);
  const text = (words, terms, kept) => marked(words || "", terms, kept).map(([piece, isMarked]) => (isMarked ? make("mark", {}, piece) : piece));

  function result(entry, terms, words) {
    const lang = entry.lang || data.language;
    const kind = data.kinds[entry.kind] || entry.kind;
    const about = [entry.people, entry.date && make("time", { datetime: entry.date }, dates.format(new Date(`${entry.date}T00:00Z`)))];
    return make("li", {},
      make("p", { class: "found-kind" }, entry.about ? `${kind} · ${entry.about}` : kind),
      make("h3", { lang: entry.lang }, make("a", { href: data.root + entry.path }, ...text(entry.title, terms, words))),
      entry.summary && make("p", { class: "found-summary", lang: entry.lang && lang }, ...text(entry.summary, terms, words)),
      (entry.people || entry.date) && make("p", { class: "found-by" }, ...about.filter(Boolean).map((each) => make("span", {}, each))));
  }

  function chip(question, filters, [name, value]) {
    const label = say("remove", { name: titleOf(name, value) });
    return make("a", { class: "chip topic", href: address(question, without(filters, name)), "aria-label": label }, `${titleOf(name, value)} ×`);
  }

  async function group(name, question, filters, recordsFor, isOpen) {
    const details = make("details", { open: isOpen, "data-name": name }, make("summary", {}, data.titles[name]));
    const fill = async () => {
      const chosen = filters.find((each) => each[0] === name);
      const counts = [...(await index.counts(name, recordsFor(name)))];
      const byName = (one, other) => titleOf(name, one[0]).localeCompare(titleOf(name, other[0]), data.language);
      counts.sort(name === "years" ? (one, other) => other[0] - one[0] : (one, other) => other[1] - one[1] || byName(one, other));
      const rows = counts.slice(0, 30).map(([value, count]) => {
        const isChosen = chosen && chosen[1] === value;
        const link = { href: address(question, [...without(filters, name), ...(isChosen ? [] : [[name, value]])]), "aria-current": isChosen && "true" };
        return make("li", {}, make("a", link, make("span", {}, titleOf(name, value)), make("span", { class: "count" }, String(count))));
      });
      details.append(rows.length ? make("ul", { role: "list" }, ...rows) : make("p", { class: "small" }, say("no_values")));
    };
    if (isOpen) {
      await fill();
      const counts = [...details.querySelectorAll("li .count")];
      if (!filters.some((each) => each[0] === name) && (!counts.length || (counts.length === 1 && Number(counts[0].textContent) === recordsFor(name).size))) return "";
    } else details.addEventListener("toggle", fill, { once: true });
    return details;
  }

  // Ways on for those who find nothing: fewer filters, fewer words, lists of everything.
  function ways(question, terms, results, filters, tests) {
    const passes = (record, skipped) => tests.every(([name, test]) => name === skipped || test(record));
    const way = (label, link, count) => make("li", {}, make("a", { href: link }, label), " ", make("span", { class: "count" }, say("count", { count })));
    const all = ranked(results);
    const fewer = filters
      .map(([name, value]) => [say("without", { name: titleOf(name, value) }), address(question, without(filters, name)), all.filter((record) => passes(record, name)).length])
      .filter(([, , count]) => count).map((each) => way(...each));
    const some = (places) => {
      const words = places.map((place) => terms[place]).join(" ");
      return [words, address(words, filters), ranked(places.map((place) => results[place])).filter((record) => passes(record)).length];
    };
    const places = [...terms.keys()];
    const parts = [places.map((place) => places.filter((each) => each !== place)), places.map((place) => [place])];
    const shorter = terms.length < 2 ? [] : (parts.map((part) => part.map(some).filter(([, , count]) => count)).find((part) => part.length) || [])
      .map((each) => way(...each));
    const column = (key, rows) => rows.length > 0 && make("div", {}, make("h3", {}, say(key)), make("ul", { role: "list" }, ...rows));
    const lists = data.around.map((link) => make("li", {}, make("a", { href: link.url }, link.title)));
    const chosen = filters.map(([name, value]) => titleOf(name, value)).join(" · ");
    return make("div", { class: "found-nothing" },
      make("h2", {}, say("nothing", { question })), chosen && make("p", { class: "found-where" }, chosen),
      make("div", { class: "ways" }, column("fewer_filters", fewer), column("fewer_words", shorter), column("around", lists)),
      data.write && make("p", {}, say("write_first"), " ", make("a", { href: data.write }, say("write"))));
  }

  function show(...parts) {
    found.replaceChildren(...parts.filter(Boolean));
  }

  function tell(words) {
    at("eb-status").textContent = words;
  }

  async function search(isAgain = false) {
    const mine = (asked += 1);
    const { question, filters } = read();
    around.hidden = question.trim() !== "";
    if (!around.hidden) {
      tell("");
      return show();
    }
    index.start();
    try {
      await index.open();
      const terms = index.terms(question);
      const results = await Promise.all(terms.map((term) => index.find(term)));
      const tests = await Promise.all(filters.map(async ([name, value]) => [name, await index.filter(name, value)]));
      const all = terms.length ? ranked(results) : [];
      const records = all.filter((record) => tests.every(([, test]) => test(record)));
      if (mine !== asked) return undefined;
      if (!records.length) {
        show(ways(question, terms, results, filters, tests));
        return tell(say("nothing", { question }));
      }
      const words = new Set(results.flatMap((each) => [...each.words.keys()]));
      const shown = await Promise.all(index.firstOf(records.slice(0, limit)).map((record) => index.entry(record)));
      const others = names.map((name) => {
        const kept = tests.filter((each) => each[0] !== name);
        return [name, new Set(all.filter((record) => kept.every(([, test]) => test(record))))];
      });
      const recordsFor = (name) => others.find((each) => each[0] === name)[1];
      const isSmall = new Set(Object.values(index.manifest.filters)).size < 2;
      const known = names.filter((name) => name === "kind" || index.manifest.filters[name]);
      const groups = await Promise.all(known.map((name) => group(name, question, filters, recordsFor, isSmall || name === "kind" || filters.some((each) => each[0] === name))));
      if (mine !== asked) return undefined;
      const list = make("ol", { class: "found-list", role: "list" }, ...shown.map((entry) => result(entry, new Set(terms), words)));
      const more = shown.length < records.length && make("button", { class: "button quiet", type: "button" }, say("more"));
      if (more) more.addEventListener("click", () => next(shown.length));
      const instead = results.map((each, place) => each.instead && make("p", { class: "small" }, say("instead", { word: terms[place], others: each.instead })));
      const count = say("found", { count: records.length });
      const panel = make("details", { class: "narrow", open: matchMedia("(min-width: 64rem)").matches },
        make("summary", {}, make("span", {}, say("narrow")), filters.length > 0 && make("span", { class: "count" }, String(filters.length))), ...groups);
      show(make("div", { class: "found-main" },
        make("div", { class: "found-head" }, make("h2", {}, count), ...filters.map((each) => chip(question, filters, each))),
        ...instead, list, more && make("p", { class: "buttons" }, more)), panel);
      return tell(count);
    } catch {
      if (mine !== asked) return undefined;
      index.forget();
      if (!isAgain) return search(true);
      around.hidden = false;
      show(make("p", { class: "found-failed" }, say("failed")));
      return tell(say("failed"));
    }
  }

  // More results; the focus goes to the first of them.
  async function next(count) {
    limit = count + PAGE;
    await search();
    const first = found.querySelectorAll(".found-list a")[count];
    if (first) first.focus();
  }

  // Filters narrow down what words find; without words, there is nothing to narrow down.
  function go(question, filters, { isNew }) {
    limit = PAGE;
    history[isNew ? "pushState" : "replaceState"](null, "", address(question, question.trim() ? filters : []));
    return search();
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go(field.value, read().filters, { isNew: field.value !== read().question });
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(field.value, read().filters, { isNew: false }), 150);
  });
  found.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    const hadFocus = link.closest("details details");
    history.pushState(null, "", link.href);
    limit = PAGE;
    field.value = read().question;
    search().then(() => (hadFocus ? found.querySelector(".narrow summary") : field)?.focus());
  });
  addEventListener("popstate", () => {
    limit = PAGE;
    field.value = read().question;
    search();
  });
  at("eb-no-script").remove();
  // On a slow network, somebody may have typed before this script was there.
  if (field.value) go(field.value, read().filters, { isNew: false });
  else {
    field.value = read().question;
    search();
  }
  if (!field.value) field.focus();
})();
