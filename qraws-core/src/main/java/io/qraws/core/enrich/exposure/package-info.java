// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a resource is open to the internet, from what AWS Config has recorded, with the path that
 * proves it.
 *
 * <p>Start at {@link io.qraws.core.enrich.exposure.ExposureEnricher}, or without an incident at
 * {@link io.qraws.core.enrich.exposure.ExposureFinder}. The items come from AWS Config itself
 * ({@link io.qraws.core.enrich.exposure.AwsConfigItems}) or from files ({@link
 * io.qraws.core.enrich.exposure.ItemsAtHand}).
 *
 * <p><b>What counts as open.</b> A TCP or UDP port is open if a packet of some public address gets
 * in and an answer to a port of 1024 to 65535 gets out: public address or load balancer, route to
 * an internet gateway, network ACL both ways, security groups. Any public address counts, since
 * nobody knows who sits behind it; the path says {@code (narrow)} where only a {@code /8} of IPv4
 * or a {@code /32} of IPv6 or less gets in, which is how wide S3 takes a range for before it calls
 * it public. What is private, shared, local, multicast or reserved is not public. A bucket, queue,
 * topic, function, key or secret is open if its policy or ACL grants anyone something, as S3
 * defines "public".
 *
 * <p><b>Unknown is an answer.</b> A piece that is missing, deleted, unreadable or of a kind that is
 * not followed (a transit gateway, an appliance, Global Accelerator) counts once as if it let
 * nothing through and once as if it let everything through. Where both give the same, that is the
 * answer; where not, the answer is unknown and names the piece.
 *
 * <p><b>What is not looked for:</b> CloudFront, API Gateway, access points of S3, what a VPN, a
 * peered VPC or another account forwards by itself, and whether something listens on the port.
 */
@NullMarked
package io.qraws.core.enrich.exposure;

import org.jspecify.annotations.NullMarked;
