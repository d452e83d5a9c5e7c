import { Group, Stack, Text } from '@mantine/core'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { ModelVersionDetail, ReviewDetail } from '../api/types'
import { ReasonButton } from '../shared/act'
import { Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { ComparisonTable } from './ComparisonTable'
import { GateTable } from './GateTable'
import { ReplayView } from './ReplayView'

export default function ReviewPage({ id }: { id: string }) {
  const { t } = useWords()
  const review = useGetFresh<ReviewDetail>(`/reviews/${enc(id)}`)
  const r = review.data
  const decide = (decision: 'approve' | 'reject') => (
    <ReasonButton
      label={t(`review.${decision}`)}
      title={t(`review.${decision}.title`, { model: `${r?.model}@${r?.version}` })}
      path={`/reviews/${enc(id)}/decisions`}
      body={{ decision }}
      stale={['/reviews', '/models', '/projects', '/endpoints', '/audit']}
      color={decision === 'reject' ? '#c0272d' : undefined}
      variant={decision === 'reject' ? 'outline' : undefined}
      said={t(`review.${decision}d`)}
      explain={t(`review.${decision}.how`)}
    />
  )
  return (
    <Page
      title={r ? t('review.of', { model: `${r.model}@${r.version}` }) : t('nav.reviews')}
      crumbs={[{ label: t('nav.reviews'), to: '/reviews' }]}
      aside={
        r && (
          <Group>
            <State of={r.state} label={t(`reviewstate.${r.state}`, { defaultValue: r.state })} />
            {r.state === 'open' && decide('approve')}
            {r.state === 'open' && decide('reject')}
          </Group>
        )
      }
    >
      <Loaded query={review}>{(d) => <Whole review={d} />}</Loaded>
    </Page>
  )
}

function Whole({ review }: { review: ReviewDetail }) {
  const { t, moment } = useWords()
  const version = useGetFresh<ModelVersionDetail>(`/models/${enc(review.model)}/versions/${review.version}`)
  return (
    <Stack>
      <Panel>
        <Facts
          items={[
            [t('models.version'), <To href={`/models/${enc(review.model)}/${review.version}`}>{`${review.model}@${review.version}`}</To>],
            [t('review.opened'), <span className="num">{moment(review.openedAt)}</span>],
            [t('col.who'), review.openedBy],
            [t('do.reason'), review.reason],
            [t('review.needed'), review.needed ? `${review.approvals ?? 0} / ${review.needed}` : null],
          ]}
        />
      </Panel>
      <Panel title={t('review.gate')} aside={version.data && <State of={version.data.gate} />}>
        <Loaded query={version}>
          {(v) =>
            v.requirements.length > 0 ? <GateTable lines={v.requirements} /> : <Text className="soft">{t('charter.norequirements')}</Text>
          }
        </Loaded>
      </Panel>
      {review.comparison && review.comparison.length > 0 && (
        <Panel title={t('review.comparison')}>
          <ComparisonTable rows={review.comparison} />
        </Panel>
      )}
      {review.replay && <ReplayView replay={review.replay} />}
      <Panel title={t('lineage.decisions')}>
        {review.decisions.length === 0 ? (
          <Text className="soft">{t('review.undecided')}</Text>
        ) : (
          <PlainTable
            rows={review.decisions}
            id={(_, i) => String(i)}
            label={t('lineage.decisions')}
            columns={[
              { key: 't', head: t('col.when'), cell: (d) => <span className="num">{moment(d.at)}</span> },
              { key: 'w', head: t('col.who'), cell: (d) => d.person },
              {
                key: 'd',
                head: t('col.what'),
                cell: (d) => (
                  <State
                    of={d.decision === 'approve' ? 'approved' : 'rejected'}
                    label={t(`review.${d.decision}d`, { defaultValue: d.decision })}
                  />
                ),
              },
              { key: 'r', head: t('do.reason'), cell: (d) => d.reason },
            ]}
          />
        )}
      </Panel>
    </Stack>
  )
}
