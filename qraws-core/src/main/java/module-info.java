// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what AWS and QRadar say into typed signals, and adds what is known about their observables.
 */
module io.qraws.core {
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires io.github.resilience4j.circuitbreaker;
  requires transitive java.net.http;
  requires transitive java.sql;
  requires org.slf4j;
  requires transitive org.jspecify;
  // Each is needed by the one adapter that takes its client; without it, that adapter can't be
  // used.
  requires static com.maxmind.db;
  requires static software.amazon.awssdk.awscore;
  requires static software.amazon.awssdk.core;
  requires static software.amazon.awssdk.http;
  requires static software.amazon.awssdk.services.config;
  requires static software.amazon.awssdk.services.resourcegroupstaggingapi;
  requires static software.amazon.awssdk.services.s3;
  requires static software.amazon.awssdk.services.securityhub;
  requires static software.amazon.awssdk.services.sqs;

  uses io.qraws.core.enrich.EnricherProvider;

  exports io.qraws.core;
  exports io.qraws.core.audit;
  exports io.qraws.core.enrich;
  exports io.qraws.core.enrich.exposure;
  exports io.qraws.core.qradar;
  exports io.qraws.core.read;
  exports io.qraws.core.signal;
  exports io.qraws.core.source;
  exports io.qraws.core.store;
}
