import { attendance } from "./attendance/index.ts";
import { campaign } from "./campaign/index.ts";
import { digest } from "./digest/index.ts";
import type { Deps, Feature } from "./feature.ts";
import { home } from "./home/index.ts";

export type FeatureDeps = Deps & {
  forgetViewer: (slackUserId: string) => void;
  administrators: () => Promise<string[]>;
  chosenLanguage: (slackUserId: string) => Promise<string | null>;
};

/** THE list of features. Everything that needs all of them (digest, Home, figures, texts, manifest) reads it. */
export function createFeatures(deps: FeatureDeps): Feature[] {
  const features: Feature[] = [
    attendance(deps),
    digest({ ...deps, sources: () => features }),
    campaign(deps),
    home({ ...deps, parts: () => features }),
  ];
  return features;
}
