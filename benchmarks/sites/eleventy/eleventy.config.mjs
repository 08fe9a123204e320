import rss from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import footnotes from "markdown-it-footnote";

const PAGE_SIZE = 12;
const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** The terms of one kind: id, name, address and posts, newest first. */
function terms(stories, kind, about) {
  const found = new Map();
  for (const story of stories) {
    for (const id of story.data[kind]) {
      if (!found.has(id)) found.set(id, { id, kind, url: `/${kind}/${id}/`, ...about(story.data, id), stories: [] });
      found.get(id).stories.push(story);
    }
  }
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/** Every term, kind by kind. */
function all(stories) {
  return {
    authors: terms(stories, "authors", (data, id) => data.people[id]),
    credentials: terms(stories, "credentials", (data, id) => data.badges[id]),
    topics: terms(stories, "topics", (_data, id) => ({ name: id })),
  };
}

/** The pages of a term's listing. */
function pages(term) {
  const count = Math.ceil(term.stories.length / PAGE_SIZE);
  const address = (number) => (number > 1 ? `${term.url}page/${number}/` : term.url);
  return Array.from({ length: count }, (_, index) => ({
    term,
    url: address(index + 1),
    number: index + 1,
    count,
    newer: index ? address(index) : "",
    older: index + 1 < count ? address(index + 2) : "",
    stories: term.stories.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  }));
}

export default function (config) {
  config.addPlugin(rss);
  config.addPlugin(highlight);
  config.amendLibrary("md", (md) => md.set({ typographer: true }).use(footnotes));
  config.addPassthroughCopy({ static: "/" });
  config.addFilter("day", (date) => DAY.format(date));
  config.addFilter("head", (list, count) => list.slice(0, count));

  const stories = (api) => api.getFilteredByTag("posts").toReversed();
  config.addCollection("stories", stories);
  config.addCollection("kinds", (api) => all(stories(api)));
  config.addCollection("feeds", (api) => [
    { url: "/", stories: stories(api) },
    ...Object.values(all(stories(api))).flat(),
  ]);
  config.addCollection("termPages", (api) => Object.values(all(stories(api))).flat().flatMap(pages));

  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
