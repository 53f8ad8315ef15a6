/** Buttons that do what is offered. */
import type { ReactNode } from 'react';
import { takeOffer } from '../actions/advise.ts';
import { type Offer, wordsOf } from '../advice/offers.ts';

/** @param first the first is what most would do */
export function Offers({ offers, first = false }: { readonly offers: readonly Offer[]; readonly first?: boolean }): ReactNode {
  if (offers.length === 0) return null;
  return (
    <span className="offers">
      {offers.map((offer, i) => (
        <button
          key={offer.label}
          type="button"
          className={`small${first && i === 0 ? ' likely' : ''}`}
          title={wordsOf(offer)}
          onClick={() => takeOffer(offer)}
        >
          {offer.label}
        </button>
      ))}
    </span>
  );
}
