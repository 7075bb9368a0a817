import cliProgress from "cli-progress";
import type { Progress } from "../files/progress.ts";

/** Who reads lines (a log file, another program) is told no more often than this. */
const betweenLines = 2000;

/**
 * A bar on a terminal; elsewhere a line every two seconds, so that what takes less is silent.
 * @param label what the step is called, in the user's language
 */
export function consoleProgress(
  stream: NodeJS.WriteStream,
  label: (what: "read" | "write", file: string) => string,
): Progress {
  const step = (title: string, total: number) =>
    stream.isTTY ? bar(stream, title, total) : lines(stream, title, total);
  return {
    file(name, size) {
      const shown = step(label("read", name), size);
      let read = 0;
      return {
        more: (bytes) => {
          read += bytes;
          shown.at(read);
        },
        end: shown.end,
      };
    },
    begin: (what, total) => step(label(what, ""), total),
  };
}

type Step = { at(done: number): void; end(): void };

function bar(stream: NodeJS.WriteStream, title: string, total: number): Step {
  const shown = new cliProgress.SingleBar({
    stream,
    format: `${title.replaceAll("{", "(")} {bar} {percentage}%`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 30,
    hideCursor: true,
  });
  shown.start(total, 0);
  return { at: (done) => shown.update(Math.min(done, total)), end: () => shown.stop() };
}

function lines(stream: NodeJS.WriteStream, title: string, total: number): Step {
  let told = performance.now();
  return {
    at(done) {
      if (performance.now() - told < betweenLines) return;
      told = performance.now();
      stream.write(`${title} ${total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100)}%\n`);
    },
    end: () => undefined,
  };
}
