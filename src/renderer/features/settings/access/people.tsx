import { Plus, Trash2, UserRound } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountBody } from '../../../../shared/api/accounts.ts';
import { reasonOf } from '../../../api/reason-of.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useCompanion } from '../../app/companion-context.ts';
import { NewAccount } from './new-account.tsx';

const TIERS = ['free', 'pro', 'enterprise'] as const;

/** The accounts of other people on this installation; for its owner. */
export function People() {
  const { t } = useTranslation();
  const { api } = useCompanion();
  const load = useCallback(() => api.accounts(), [api]);
  const { value: accounts, problem, reload, expect } = useLoaded(load);
  const [adding, setAdding] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const attempt = async (work: Promise<unknown>): Promise<void> => {
    setRefusal(null);
    await work.catch((error: unknown) => setRefusal(reasonOf(error)));
    await reload();
  };
  const trouble = refusal ?? problem;
  return (
    <section>
      <h4>{t('access.people')}</h4>
      <p className="field-note">{t('access.peopleNote')}</p>
      {trouble !== null && <p className="field-problem">{trouble}</p>}
      <ul className="access-list">
        {accounts
          ?.filter(({ role }) => role !== 'owner')
          .map((account) => (
            <Person
              key={account.id}
              account={account}
              onTier={(tier) => {
                expect(accounts.map((other) => (other === account ? { ...account, tier } : other)));
                void attempt(api.changeAccount(account.id, { tier }));
              }}
              onDelete={() => void attempt(api.deleteAccount(account.id))}
            />
          ))}
      </ul>
      {adding ? (
        <NewAccount
          onMade={() => {
            setAdding(false);
            void reload();
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" />
          {t('access.newAccount')}
        </Button>
      )}
    </section>
  );
}

interface PersonProps {
  account: AccountBody;
  onTier(tier: AccountBody['tier']): void;
  onDelete(): void;
}

function Person({ account, onTier, onDelete }: PersonProps) {
  const { t } = useTranslation();
  const { name, email, tier } = account;
  return (
    <li>
      <UserRound aria-hidden="true" />
      <span className="access-facts">
        <strong>{name}</strong>
        <small>{email}</small>
      </span>
      <select
        aria-label={t('access.tierOf', { name })}
        value={tier}
        onChange={({ target }) => {
          const wanted = TIERS.find((other) => other === target.value);
          if (wanted !== undefined) onTier(wanted);
        }}
      >
        {TIERS.map((other) => (
          <option key={other} value={other}>
            {t(`access.tier.${other}`)}
          </option>
        ))}
      </select>
      <ConfirmButton
        question={t('access.deleteAccount')}
        label={t('access.delete', { name })}
        onConfirm={onDelete}
      >
        <Trash2 aria-hidden="true" />
      </ConfirmButton>
    </li>
  );
}
