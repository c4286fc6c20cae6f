import type { ServerFrame } from '../../../shared/realtime.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Happenings } from '../events/happenings.ts';
import type { TrainingNews } from './training-queue.ts';

/** How often an account is told of progress at most. */
const TOLD_EVERY_MS = 250;

/** Tells the account's connections how far a training is, and the house when one is completed. */
export function announceTraining({
  events,
  happenings,
}: {
  events: Pick<EventBus, 'tellAccount'>;
  happenings: Pick<Happenings, 'tell'>;
}): (news: TrainingNews) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  return (news) => {
    const isRunning = news.status === 'running';
    if (isRunning && performance.now() - toldMs < TOLD_EVERY_MS) return;
    toldMs = performance.now();
    const { id, character_id, user_id } = news.session;
    events.tellAccount(user_id, toFrame(news));
    if (news.status !== 'completed' || news.metrics === null) return;
    const { metrics } = news;
    happenings.tell({
      type: 'training_completed',
      userId: user_id,
      characterId: character_id,
      sessionId: id,
      metrics,
    });
  };
}

function toFrame({ session, status, progress, error }: TrainingNews): ServerFrame {
  return {
    type: 'training_progress',
    session_id: session.id,
    character_id: session.character_id,
    status,
    progress: progress.share,
    phase: progress.phase,
    epoch: progress.epoch,
    loss: progress.loss,
    error,
  };
}
