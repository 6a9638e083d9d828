// SPDX-License-Identifier: Apache-2.0
/**
 * Where bytes come from, and how far they have been dealt with.
 *
 * <p>Start at {@link io.qraws.core.source.Ingest}, with one of the sources: {@link
 * io.qraws.core.source.SqsSource}, {@link io.qraws.core.source.S3Source}, {@link
 * io.qraws.core.source.SecurityHubSource}, {@link io.qraws.core.source.QradarSource}. To add one,
 * implement {@link io.qraws.core.source.Source}: it hands over one bounded batch at a time, with
 * the position that is stored once the batch is dealt with.
 *
 * <p><b>What is kept, whenever the process dies:</b> every signal that a source delivers gets one
 * outcome in the store; every record that can't be read and everything that can't be dealt with is
 * kept with reason and bytes; no position moves past what is not stored; what is changed elsewhere
 * through {@link io.qraws.core.source.Once} is changed at most once, as long as no request arrives
 * later than the {@linkplain io.qraws.core.source.Ingest.Builder#settle settling time} after its
 * sender gave it up or died.
 *
 * <p><b>What may happen:</b> a handler may be called a second time for a signal whose outcome was
 * not stored when the process died, and in two processes at once for one queue. A change that the
 * other side can't tell about stays in doubt and is held up, not repeated. Rejected or dead lines
 * of a flow log in a custom format can't be replayed alone, since their header is in the object.
 *
 * <p><b>What may be lost:</b> what the sender gave up (messages past the queue's retention,
 * findings past Security Hub's), an object that was deleted or replaced before it was read (its
 * outcome says so), a change that came and went between two looks at an API, and what appears later
 * than {@link io.qraws.core.source.S3Source.Builder#lateness} or {@link
 * io.qraws.core.source.SecurityHubSource.Builder#overlap} allow for.
 */
@NullMarked
package io.qraws.core.source;

import org.jspecify.annotations.NullMarked;
