import type { Kysely } from 'kysely';
import * as conversations from './0001-conversations.ts';
import * as accounts from './0002-accounts.ts';
import * as publication from './0003-publication.ts';
import * as ratings from './0004-ratings.ts';
import * as knowledge from './0005-knowledge.ts';
import * as search from './0006-search.ts';
import * as memories from './0007-memories.ts';
import * as programs from './0008-programs.ts';
import * as summaries from './0009-summaries.ts';
import * as clients from './0010-clients.ts';
import * as webhooks from './0011-webhooks.ts';
import * as people from './0012-people.ts';
import * as bots from './0013-bots.ts';
import * as knowledgeItems from './0014-knowledge-items.ts';
import * as personalities from './0015-personalities-and-context.ts';
import * as training from './0016-training.ts';
import * as analytics from './0017-analytics.ts';
import * as knowledgeCuts from './0018-knowledge-cuts.ts';

export interface Migration {
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** In the order in which they are applied. A migration that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-conversations', up: conversations.up },
  { name: '0002-accounts', up: accounts.up },
  { name: '0003-publication', up: publication.up },
  { name: '0004-ratings', up: ratings.up },
  { name: '0005-knowledge', up: knowledge.up },
  { name: '0006-search', up: search.up },
  { name: '0007-memories', up: memories.up },
  { name: '0008-programs', up: programs.up },
  { name: '0009-summaries', up: summaries.up },
  { name: '0010-clients', up: clients.up },
  { name: '0011-webhooks', up: webhooks.up },
  { name: '0012-people', up: people.up },
  { name: '0013-bots', up: bots.up },
  { name: '0014-knowledge-items', up: knowledgeItems.up },
  { name: '0015-personalities-and-context', up: personalities.up },
  { name: '0016-training', up: training.up },
  { name: '0017-analytics', up: analytics.up },
  { name: '0018-knowledge-cuts', up: knowledgeCuts.up },
];
