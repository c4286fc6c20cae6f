import type { Foreground } from '../domain/background/foreground.ts';
import { inForeground } from '../domain/background/in-foreground.ts';
import { writtenAnswer } from '../domain/crisis/written-answer.ts';
import { quotedAnswer } from '../domain/grounding/quoted-answer.ts';
import { taughtAnswer } from '../domain/grounding/taught-answer.ts';
import { AnsweringFirst } from '../domain/models/answering-first.ts';
import { ModelLibrary } from '../domain/models/model-library.ts';
import { ModelService } from '../domain/models/model-service.ts';
import { NamedModels } from '../domain/models/named-models.ts';
import type { SettingsStore } from '../domain/settings/settings-store.ts';
import type { createEngineClient } from '../inference/engine/engine-client.ts';
import { checkGguf } from '../inference/llama/check-gguf.ts';
import type { ChatTurn } from '../inference/llm.ts';
import { OpenAiCompatibleModel } from '../inference/openai-compatible/openai-compatible-model.ts';
import type { SecretBox } from '../storage/secret-box.ts';

interface ModelParts {
  settings: SettingsStore;
  secrets: SecretBox;
  engine: ReturnType<typeof createEngineClient>;
  foreground: Foreground;
  /** Where added models are kept. */
  directory: string;
  /** The model that ships. */
  starterFile: string;
  /** Used whatever the settings say. */
  overrideFile: string | undefined;
}

/** What the model that ships is too small for: people in danger, and reading what it was shown. */
function answerForStarter(messages: readonly ChatTurn[]): string | null {
  return writtenAnswer(messages) ?? taughtAnswer(messages) ?? quotedAnswer(messages);
}

/** The language models: those there are, the one in use, and those that are asked for by name. */
export function composeModels({
  settings,
  secrets,
  engine,
  foreground,
  directory,
  starterFile,
  overrideFile,
}: ModelParts): { modelLibrary: ModelLibrary; models: ModelService; namedModels: NamedModels } {
  const modelLibrary = new ModelLibrary({
    starterFile,
    directory,
    check: checkGguf,
  });
  const fromFile = (file: string) => {
    const model = inForeground(engine.languageModel({ file }), foreground);
    return file === starterFile ? new AnsweringFirst(model, answerForStarter) : model;
  };
  const models = new ModelService({
    settings,
    library: modelLibrary,
    factory: {
      fromFile,
      fromServer: (server) => new OpenAiCompatibleModel(server),
    },
    secrets,
    overrideFile,
  });
  const namedModels = new NamedModels({ models, library: modelLibrary, fromFile });
  return { modelLibrary, models, namedModels };
}
