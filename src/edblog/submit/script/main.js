// The form for writing a story, at /write/. It runs in the writer's browser alone: what is typed goes nowhere until the
// writer opens a git host or a mail program.
import { open } from "./drafts.js";
import { focus, h, icon } from "./form/dom.js";
import { showMessage, wordButton } from "./form/fields.js";
import { checkStep } from "./form/check-step.js";
import { download, downloads, sendStep, thanks } from "./form/send-step.js";
import { confirmed, shelf } from "./form/shelf.js";
import { start } from "./form/start.js";
import { Keeper, findings, name, newStory, restored, today } from "./form/state.js";
import { live } from "./form/live.js";
import { timeIn, wordsOf } from "./form/words.js";
import { write } from "./form/write.js";

const STEPS = { start, write, check: checkStep, send: sendStep };
/** Pixels of the shorter side of a screen, below which a device is a phone. */
const SMALL = 600;

class Form {
  constructor(data, place) {
    Object.assign(this, { data, place, fields: new Map(), touched: new Set() });
    // An old browser may not know the site's time zone; then its own has to do.
    if (!knowsZone(data.timezone)) data.timezone = data.rules.timezone = undefined;
    data.rules.ids = { authors: data.authors.map(({ id }) => id), credentials: data.credentials.map(({ id }) => id) };
    this.t = wordsOf(data.words, data.language);
    const isSmall = Math.min(screen.width, screen.height) < SMALL;
    this.device = this.t(`device_${isSmall ? "phone" : matchMedia("(pointer: coarse)").matches ? "tablet" : "computer"}`);
    this.submit = submitOf(data.sending);
    this.status = h("p", { class: "form-say", role: "status" });
    this.body = h("div", { class: "form-body" });
    this.network = h("div", { class: "form-network", hidden: true, role: "status" });
    place.replaceChildren(this.network, this.body, this.status);
    for (const event of ["online", "offline"]) addEventListener(event, () => this.showNetwork());
    this.showNetwork();
  }

  async begin() {
    const { data } = this;
    this.drafts = await open(data.root);
    this.keeper = new Keeper(this.drafts, { saved: (moment) => this.showKept(moment), failed: () => this.showKept(null) });
    this.story = newStory(today(data));
    const asked = new URLSearchParams(location.search).get("credential");
    if (data.credentials.some(({ id }) => id === asked)) this.story.credentials = [asked];
    await this.redraw();
  }

  /** The step that is open, drawn again. */
  async redraw(isMove = false) {
    const { story } = this;
    this.fields.clear();
    this.drawPreview = this.drawPictures = this.kept = null;
    const { title, isTitleUnseen, panel } = await STEPS[story.step](this);
    const heading = h("h2", { class: isTitleUnseen ? "unseen" : "form-title" }, title);
    const waiting = story.step === "start" ? await shelf(this) : null;
    // A site that is not published by `edblog publish` has no status: it is asked only where a story is on its way.
    const news = story.step === "send" ? live(this) : null;
    this.body.replaceChildren(...[waiting, this.nav(), heading, ...panel, news, this.foot()].flat().filter(Boolean));
    this.showMessages();
    if (isMove) {
      focus(heading);
      this.place.scrollIntoView({ block: "start" });
    }
  }

  nav() {
    const { t, story } = this;
    const names = Object.keys(STEPS);
    const now = names.indexOf(story.step);
    return h("nav", { class: "form-steps", "aria-label": t("steps") }, h("ol", {}, names.map((step, at) =>
      h("li", {}, h("button", { type: "button", "aria-current": at === now ? "step" : undefined, class: at < now ? "is-done" : undefined, on: { click: () => this.go(step) } },
        at < now ? icon("check", 16) : h("span", {}, `${at + 1} `), t(`step_${step}`), at < now ? h("span", { class: "unseen" }, ` (${t("step_done")})`) : null)))));
  }

  foot() {
    const { t, device, story } = this;
    return h("footer", { class: "form-foot" }, h("p", {}, t(this.drafts.kept ? "only_here" : "not_kept", { device })),
      h("p", {}, wordButton(t("download"), () => {
        download(downloads(story));
        this.say(t("downloaded"));
      }), " · ", confirmed(this, "delete", async () => {
        await this.keeper.remove(this.story);
        this.reset();
        this.say(t("deleted", { device }));
      })));
  }

  go(step) {
    this.story.step = step;
    this.keep();
    return this.redraw(true);
  }

  /** Goes to a field that a finding is about. */
  async goTo(step, key, at) {
    await this.go(step);
    const found = this.fields.get(key) ?? [...this.fields].find(([name]) => name.startsWith(`${key}.`))?.[1];
    const control = found?.control ?? found?.wrapper.querySelector("input, select");
    control?.closest("details")?.setAttribute("open", "");
    control?.focus();
    if (control?.tagName === "TEXTAREA" && Number.isInteger(at)) control.setSelectionRange(at, at);
  }

  /** Tells what has changed in the story: it is kept, checked and shown again. */
  changed(key) {
    if (key) this.touched.add(key);
    this.keep();
    this.drawPreview?.();
    this.showMessages();
  }

  touch(key) {
    this.touched.add(key);
    this.showMessages();
  }

  keep() {
    this.keeper.later(this.story);
  }

  /** Gives the story its name, once its title is there. */
  async named() {
    const { story } = this;
    await name(story, this.data);
    this.keep();
  }

  showMessages() {
    const found = findings(this.story, this.data, this.t).filter(({ severity }) => severity !== "notice");
    for (const [key, field] of this.fields) {
      const isDue = this.story.isChecked || this.touched.has(key);
      // A question without an answer is no fault while somebody writes.
      const own = isDue ? found.find((finding) => (finding.field === key && (!finding.heading || this.story.isChecked)) || (key === "author.id" && finding.field === "author")) : null;
      showMessage(field, own?.sentence ?? "");
    }
  }

  showKept(moment) {
    if (!this.kept) return;
    const { t, device, data } = this;
    const words = moment ? t("kept", { device, time: timeIn(data.language, moment, data.timezone) }) : t("not_kept");
    this.kept.classList.toggle("is-wrong", !moment);
    this.kept.replaceChildren(...(moment ? [icon("check", 16)] : []), words);
  }

  showNetwork() {
    const { t, device } = this;
    this.network.hidden = navigator.onLine;
    this.network.replaceChildren(...(navigator.onLine ? [] : [h("b", {}, t("no_network")), h("p", {}, t("no_network_text", { device }))]));
  }

  say(words) {
    this.status.textContent = words;
  }

  async openDraft(id) {
    await this.keeper.flush();
    this.story = { ...newStory(today(this.data)), ...restored(await this.drafts.load(id)) };
    this.touched.clear();
    this.useQuestions = undefined;
    await this.redraw(true);
  }

  /** The writer says that it worked: nothing stays in this browser. */
  async sent() {
    await this.keeper.remove(this.story);
    this.body.replaceChildren(thanks(this));
    this.say("");
  }

  reset() {
    this.story = newStory(today(this.data));
    this.touched.clear();
    this.useQuestions = undefined;
    return this.redraw(true);
  }

  another() {
    const { author, isNew } = this.story;
    this.story = { ...newStory(today(this.data)), author, isNew };
    this.touched.clear();
    this.useQuestions = undefined;
    return this.redraw(true);
  }
}

function knowsZone(timeZone) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** Where stories go, as the ways of sending take it. */
function submitOf({ repository, branch, folder, email, addresses, name: host, host: key, buttons, upload_buttons, fork_button, number, upload_title, max_address, request }) {
  const row = key ? { key, name: host, ...addresses, buttons, upload_buttons, fork_button, number, upload_title, max_address, request } : null;
  return { repository, branch, folder, email, host: row };
}

const place = document.querySelector("#eb-form");
const byHand = document.querySelector("#eb-by-hand");
try {
  const data = JSON.parse(document.querySelector("#eb-form-data").textContent);
  const form = new Form(data, place);
  await form.begin();
  byHand.hidden = true;
  // What later steps need is loaded while there is a network; a school's may be gone by then.
  for (const part of ["send", "pictures", "paste"]) import(`./${part}.js`).catch(() => {});
  // The page came with this anchor before there was a form to go to.
  if (location.hash === "#eb-form") place.scrollIntoView();
} catch (error) {
  // The written steps are still there.
  place.replaceChildren();
  console.error(error);
}
