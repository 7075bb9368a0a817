import { z } from "zod";
import type { Asker } from "../../org/asker.ts";
import type { FindPeople } from "../../org/find-people.ts";
import type { Organisation } from "../../org/index.ts";
import { labels, searchUnits } from "../../org/people.ts";
import { takesPart } from "../../org/tree.ts";
import type { DraftStore } from "../drafts.ts";
import { gramsOf } from "../likeness/grams.ts";
import type { Alike, LikenessStore } from "../likeness/store.ts";
import type { TopicStore } from "../store.ts";
import { differs, entryOf, type FormEntry, type FormPlace, saved } from "./entry.ts";
import type { FormFacts } from "./view.ts";

export type FormService = ReturnType<typeof formService>;

/** `entry`: what stands in the inputs instead of what is saved; `alike`: what is known to be like its title. */
export type Showing = { entry?: FormEntry; fill?: number; alike?: Alike[]; note?: FormFacts["note"] };

/** Slack shows no more suggestions than this. */
const mostSuggestions = 100;

/** What the form shows, and the draft of somebody who did not finish it. */
export function formService(deps: {
  store: TopicStore;
  likeness: LikenessStore;
  drafts: DraftStore<FormEntry>;
  org: Organisation;
  find: FindPeople;
}) {
  const { store, likeness, drafts, org, find } = deps;
  const held = async ({ personId, campaign }: Asker) =>
    personId === null ? undefined : store.own(campaign.id, personId);

  async function names(entry: FormEntry) {
    const tree = await org.units();
    const people = await store.people(
      (entry.coResearchers ?? []).filter((id) => z.uuid().safeParse(id).success),
    );
    const units = (entry.units ?? []).flatMap((id) => {
      const unit = tree.byId(id);
      return unit ? [[id, unit.name] as const] : [];
    });
    return { people: labels(people), units: new Map(units) };
  }

  return {
    held,

    async facts(asker: Asker, show: Showing = {}): Promise<FormFacts> {
      const topic = await held(asker);
      const draft = show.entry
        ? undefined
        : await drafts.get(asker.slackUserId, asker.campaign.id, topic?.id, asker.now);
      const offered = draft && differs(draft, entryOf(topic)) ? draft : undefined;
      const entry = show.entry ?? entryOf(topic);
      const alike = show.alike ?? [];
      return {
        place: { fill: show.fill ?? 0, alike: shownOf(alike) },
        entry,
        held: topic,
        required: asker.member.roles.some((role) => asker.campaign.topicRequiredOf.includes(role)),
        campaignId: asker.campaign.id,
        directions: await store.directions(asker.campaign.id),
        ...(await names(entry)),
        alike,
        draftAt: offered && asker.locale.moment(offered.at, asker.campaign.timeZone),
        note: show.note,
      };
    },

    /** Topics of others that are like the title. */
    alike: (asker: Asker, title: string): Promise<Alike[]> => likeness.alike(title, asker.personId),

    /** Those to be shown before the entry is saved: none where the title stays as it is. */
    async alikeToAnother(asker: Asker, entry: FormEntry): Promise<Alike[]> {
      const { title } = saved(entry);
      const before = (await held(asker))?.title;
      if (before !== undefined && gramsOf(before).join() === gramsOf(title).join()) return [];
      return likeness.alike(title, asker.personId);
    },

    draft: async (asker: Asker) =>
      drafts.get(asker.slackUserId, asker.campaign.id, (await held(asker))?.id, asker.now),

    /** Keeps what was typed; typing back what is saved forgets the draft. */
    async keepDraft(asker: Asker, entry: FormEntry): Promise<void> {
      if (differs(entry, entryOf(await held(asker))))
        await drafts.keep(asker.slackUserId, asker.campaign.id, entry, asker.now);
      else await drafts.forget(asker.slackUserId, asker.campaign.id);
    },

    forgetDraft: (asker: Asker) => drafts.forget(asker.slackUserId, asker.campaign.id),

    /** Who may work on it together with the asker. */
    async suggestPeople(asker: Asker, query: string) {
      const found = await find(asker, query, mostSuggestions);
      const others = found.filter(({ personId }) => personId !== asker.personId);
      const label = labels(others);
      return others.map(({ personId, name }) => ({ id: personId, label: label.get(personId) ?? name }));
    },

    /** Units of the whole tree: fieldwork goes where one's own scope ends. */
    async suggestUnits({ today }: Asker, query: string) {
      const tree = await org.units();
      const all = { treeFirst: 0, treeLast: Number.MAX_SAFE_INTEGER };
      const found = await searchUnits(tree, query, all);
      const there = found.filter((unit) => takesPart(unit, today));
      return there.slice(0, mostSuggestions).map(({ id, name }) => ({ id, label: name }));
    },
  };
}

/** Which topics stand under the title, as the view remembers it. */
export const shownOf = (alike: Alike[]): FormPlace["alike"] => alike.map(({ id }) => id).join(" ");
