import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { query } from '../api/client'
import { usePages } from '../api/queries'
import type { Review } from '../api/types'
import { Empty, Failure, Page, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { More, PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { approvals } from './reviews'

export default function ReviewsPage() {
  const { t, moment, word } = useWords()
  const [state, setState] = useState('open')
  const reviews = usePages<Review>(`/reviews${query({ state: state === 'all' ? null : state })}`)
  const items = reviews.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Page
      title={t('nav.reviews')}
      lead={t('reviews.lead')}
      aside={
        <SegmentedControl
          aria-label={t('runs.status')}
          value={state}
          onChange={setState}
          data={['open', 'all'].map((s) => ({ value: s, label: t(`reviews.${s}`) }))}
        />
      }
    >
      {reviews.error ? (
        <Failure error={reviews.error} retry={() => void reviews.refetch()} />
      ) : !reviews.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty
          what={t('reviews.empty')}
          how={t('reviews.empty.how')}
          command="rondo model review MODEL@VERSION"
          next={['/models', t('nav.models')]}
        />
      ) : (
        <div className="panel">
          <PlainTable
            rows={items}
            id={(r) => r.id}
            label={t('nav.reviews')}
            columns={[
              { key: 'm', head: t('models.version'), cell: (r) => <To href={`/reviews/${r.id}`}>{`${r.model}@${r.version}`}</To> },
              {
                key: 's',
                head: t('runs.status'),
                cell: (r) => <State of={r.state} label={t(`reviewstate.${r.state}`, { defaultValue: r.state })} />,
              },
              { key: 'o', head: t('col.when'), cell: (r) => <span className="num">{moment(r.openedAt)}</span> },
              { key: 'b', head: t('col.who'), cell: (r) => r.openedBy },
              { key: 'k', head: t('charter.risk'), cell: (r) => word('charter.value', r.risk) },
              { key: 'n', head: t('review.needed'), cell: (r) => `${approvals(r)} / ${r.needed}`, num: true },
              { key: 'r', head: t('do.reason'), cell: (r) => r.reason },
            ]}
          />
        </div>
      )}
      <More query={reviews} />
    </Page>
  )
}
