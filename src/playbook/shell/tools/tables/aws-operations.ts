/**
 * What the AWS service models say of their operations (boto/botocore, 1.43.67).
 *
 * Written by scripts/write-verb-tables.ts, never by hand.
 */

export const AWS_SERVICES = `accessanalyzer account acm acm-pca agent-registry agent-registry-control aiops amp amplify
  amplifybackend amplifyuibuilder apigateway apigatewaymanagementapi apigatewayv2 appconfig
  appconfigdata appfabric appflow appintegrations application-autoscaling application-insights
  application-signals applicationcostprofiler appmesh apprunner appstream appsync arc-region-switch
  arc-zonal-shift artifact athena auditmanager autoscaling autoscaling-plans b2bi backup
  backup-gateway backupsearch batch bcm-dashboards bcm-data-exports bcm-pricing-calculator
  bcm-recommended-actions bedrock bedrock-agent bedrock-agent-runtime bedrock-agentcore
  bedrock-agentcore-control bedrock-data-automation bedrock-data-automation-runtime
  bedrock-runtime billing billingconductor braket budgets ce chatbot chime chime-sdk-identity
  chime-sdk-media-pipelines chime-sdk-meetings chime-sdk-messaging chime-sdk-voice cleanrooms
  cleanroomsml cloud9 cloudcontrol clouddirectory cloudformation cloudfront cloudfront-keyvaluestore
  cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudtrail cloudtrail-data cloudwatch
  codeartifact codebuild codecatalyst codecommit codeconnections codeguru-reviewer
  codeguru-security codeguruprofiler codepipeline codestar-connections codestar-notifications
  cognito-identity cognito-idp cognito-sync comprehend comprehendmedical compute-optimizer
  compute-optimizer-automation configservice connect connect-contact-lens connectcampaigns
  connectcampaignsv2 connectcases connecthealth connectparticipant controlcatalog controltower
  cost-optimization-hub cur customer-profiles databrew dataexchange datapipeline datasync datazone
  dax deadline deploy detective devicefarm devops-agent devops-guru directconnect discovery dlm
  dms docdb docdb-elastic drs ds ds-data dsql dynamodb dynamodbstreams ebs ec2 ec2-instance-connect
  ecr ecr-public ecs efs eks eks-auth elasticache elasticbeanstalk elb elbv2 elementalinference
  emr emr-containers emr-serverless entityresolution es events evs finspace finspace-data firehose
  fis fms forecast forecastquery frauddetector freetier fsx gamelift gameliftstreams geo-maps
  geo-places geo-routes glacier globalaccelerator glue grafana greengrass greengrassv2
  groundstation guardduty health healthlake iam identitystore imagebuilder importexport inspector
  inspector-scan inspector2 interconnect internetmonitor invoicing iot iot-data iot-jobs-data
  iot-managed-integrations iotdeviceadvisor iotfleetwise iotsecuretunneling iotsitewise
  iotthingsgraph iottwinmaker iotwireless ivs ivs-realtime ivschat kafka kafkaconnect kendra
  kendra-ranking keyspaces keyspacesstreams kinesis kinesis-video-archived-media kinesis-video-media
  kinesis-video-signaling kinesis-video-webrtc-storage kinesisanalytics kinesisanalyticsv2
  kinesisvideo kms lakeformation lambda lambda-core lambda-microvms launch-wizard lex-models
  lex-runtime lexv2-models lexv2-runtime license-manager license-manager-linux-subscriptions
  license-manager-user-subscriptions lightsail location logs lookoutequipment m2 machinelearning
  macie2 mailmanager managedblockchain managedblockchain-query marketplace-agreement
  marketplace-catalog marketplace-deployment marketplace-discovery marketplace-entitlement
  marketplace-reporting marketplacecommerceanalytics mediaconnect mediaconvert medialive
  mediapackage mediapackage-vod mediapackagev2 mediastore mediastore-data mediatailor
  medical-imaging memorydb meteringmarketplace mgh mgn migration-hub-refactor-spaces
  migrationhub-config migrationhuborchestrator migrationhubstrategy mpa mq mturk mwaa
  mwaa-serverless neptune neptune-graph neptunedata network-firewall networkflowmonitor
  networkmanager networkmonitor notifications notificationscontacts nova-act oam observabilityadmin
  odb omics opensearch opensearchserverless organizations osis outposts partnercentral-account
  partnercentral-benefits partnercentral-channel partnercentral-revenue-measurement
  partnercentral-selling payment-cryptography payment-cryptography-data pca-connector-ad
  pca-connector-scep pcs personalize personalize-events personalize-runtime pi pinpoint
  pinpoint-email pinpoint-sms-voice pinpoint-sms-voice-v2 pipes polly pricing pricing-plan-manager
  proton qapps qbusiness qconnect quicksight ram rbin rds rds-data redshift redshift-data
  redshift-serverless rekognition repostspace resiliencehub resiliencehubv2 resource-explorer-2
  resource-groups resourcegroupstaggingapi rolesanywhere route53 route53-recovery-cluster
  route53-recovery-control-config route53-recovery-readiness route53domains route53globalresolver
  route53profiles route53resolver rtbfabric rum s3api s3control s3files s3outposts s3tables
  s3vectors sagemaker sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime
  sagemaker-geospatial sagemaker-metrics sagemaker-runtime sagemakerjobruntime savingsplans
  scheduler schemas sdb secretsmanager security-ir securityagent securityhub securitylake
  serverlessrepo service-quotas servicecatalog servicecatalog-appregistry servicediscovery ses
  sesv2 shield signer signer-data signin simpledbv2 sms-voice snow-device-management snowball sns
  socialmessaging sqs ssm ssm-contacts ssm-guiconnect ssm-incidents ssm-quicksetup ssm-sap sso
  sso-admin sso-oidc stepfunctions storagegateway sts supplychain support support-app supportauthz
  sustainability swf synthetics taxsettings textract timestream-influxdb timestream-query
  timestream-write tnb transcribe transfer translate trustedadvisor uxc verifiedpermissions
  voice-id vpc-lattice waf waf-regional wafv2 wellarchitected wickr wisdom workdocs workmail
  workmailmessageflow workspaces workspaces-instances workspaces-thin-client workspaces-web
  xray`;

/** Reading operations that their names do not show. */
export const AWS_ALSO_READING: Readonly<Record<string, string>> = {
  accessanalyzer:
    "check-access-not-granted check-no-new-access check-no-public-access validate-policy",
  "bedrock-agent": "validate-flow-definition",
  "bedrock-runtime": "count-tokens",
  braket: "search-devices search-quantum-tasks search-spending-limits",
  chime: "search-available-phone-numbers",
  "chime-sdk-voice": "search-available-phone-numbers",
  cloudsearchdomain: "search",
  codecatalyst: "verify-session",
  connectcases: "search-all-related-items search-cases search-related-items",
  deadline: "search-jobs search-steps search-tasks search-workers",
  "geo-places": "search-nearby search-text",
  identitystore: "is-member-in-groups",
  location:
    "search-place-index-for-position search-place-index-for-suggestions search-place-index-for-text",
  "marketplace-discovery": "search-facets search-listings",
  mediaconvert: "search-jobs",
  qbusiness: "check-document-access",
  qconnect:
    "query-assistant search-content search-message-templates search-quick-responses search-sessions",
  quicksight:
    "search-action-connectors search-agents search-flows search-knowledge-bases search-spaces",
  "resource-explorer-2": "search",
  route53: "test-dns-answer",
  s3vectors: "query-vectors",
  schemas: "search-schemas",
  ssm: "validate-cloud-connector",
  verifiedpermissions: "is-authorized is-authorized-with-token",
};

/** Reading operations with something sensitive in the answer. */
export const AWS_TELLING: Readonly<Record<string, string>> = {
  account: "get-contact-information",
  acm: "get-acme-external-account-binding-credentials",
  "agent-registry": "batch-get-discoverable-registry-record",
  "agent-registry-control": "get-registry-record",
  amplify: "get-app get-branch list-apps list-branches",
  amplifybackend: "get-backend-auth",
  appconfig: "get-configuration get-configuration-profile get-hosted-configuration-version",
  appconfigdata: "get-latest-configuration",
  apprunner: "describe-service",
  appstream: "describe-directory-configs",
  auditmanager:
    "get-assessment get-assessment-framework get-control get-settings list-assessment-reports list-assessments",
  backup:
    "describe-backup-access-point get-recovery-point-restore-metadata get-restore-job-metadata get-restore-testing-selection list-backup-access-points list-backup-access-points-by-recovery-point list-backup-access-points-by-resource",
  backupsearch: "list-search-job-results",
  bedrock:
    "get-automated-reasoning-policy-annotations get-automated-reasoning-policy-build-workflow-result-assets get-automated-reasoning-policy-next-scenario get-automated-reasoning-policy-test-case get-automated-reasoning-policy-test-result get-custom-model get-evaluation-job get-guardrail get-model-customization-job list-automated-reasoning-policy-test-cases list-automated-reasoning-policy-test-results",
  "bedrock-agent":
    "get-agent get-agent-action-group get-agent-collaborator get-agent-version get-data-source get-flow get-flow-version get-knowledge-base get-prompt list-agent-collaborators validate-flow-definition",
  "bedrock-agent-runtime": "get-document-content get-invocation-step list-flow-execution-events",
  "bedrock-agentcore":
    "get-event get-memory-record get-payment-instrument get-recommendation get-resource-api-key get-resource-oauth2-token get-resource-payment-token get-workload-access-token get-workload-access-token-for-jwt get-workload-access-token-for-user-id list-events list-memory-records",
  "bedrock-agentcore-control":
    "get-agent-runtime get-configuration-bundle get-configuration-bundle-version get-dataset get-evaluator get-gateway get-gateway-target get-harness get-memory get-oauth2-credential-provider list-dataset-examples",
  "bedrock-data-automation": "get-blueprint get-data-automation-library-entity",
  chime: "get-bot get-events-configuration list-bots",
  "chime-sdk-identity":
    "describe-app-instance describe-app-instance-bot describe-app-instance-user describe-app-instance-user-endpoint list-app-instance-bots list-app-instance-users list-app-instances list-tags-for-resource",
  "chime-sdk-media-pipelines": "get-media-insights-pipeline-configuration get-media-pipeline",
  "chime-sdk-meetings": "get-attendee list-attendees",
  "chime-sdk-messaging":
    "describe-channel describe-channel-membership-for-app-instance-user describe-channel-moderated-by-app-instance-user get-channel-membership-preferences get-channel-message list-channel-memberships-for-app-instance-user list-channel-messages list-channels list-channels-associated-with-channel-flow list-channels-moderated-by-app-instance-user list-tags-for-resource",
  "chime-sdk-voice": "list-tags-for-resource list-voice-connector-termination-credentials",
  cleanrooms:
    "batch-get-collaboration-analysis-template get-analysis-template get-collaboration-analysis-template get-intermediate-table get-protected-job get-protected-query",
  cleanroomsml: "get-audience-generation-job get-ml-input-channel",
  cloud9: "list-tags-for-resource",
  cloudcontrol: "get-resource get-resource-request-status list-resource-requests list-resources",
  cloudfront:
    "get-connection-function get-distribution get-distribution-config get-function list-distributions list-distributions-by-anycast-ip-list-id list-distributions-by-connection-function list-distributions-by-connection-mode list-distributions-by-realtime-log-config list-distributions-by-trust-store list-distributions-by-web-acl-id",
  "cloudfront-keyvaluestore": "get-key list-keys",
  codebuild: "batch-get-command-executions list-command-executions-for-sandbox",
  codepipeline: "get-job-details get-third-party-job-details",
  "cognito-identity":
    "get-credentials-for-identity get-open-id-token get-open-id-token-for-developer-identity",
  "cognito-idp":
    "describe-user-pool-client get-device get-tokens-from-refresh-token get-user list-devices list-user-pool-client-secrets list-users list-users-in-group",
  comprehend:
    "describe-document-classifier describe-entity-recognizer list-document-classifiers list-entity-recognizers",
  connect: "describe-instance describe-view get-federation-token list-instances",
  connectcases: "get-case-audit-events search-all-related-items search-related-items",
  connecthealth: "get-patient-insights-job",
  connectparticipant: "describe-view",
  "customer-profiles":
    "batch-get-calculated-attribute-for-profile batch-get-profile get-calculated-attribute-definition get-domain-layout get-event-trigger get-profile-history-record get-profile-object-type get-profile-object-type-template get-profile-recommendations get-recommender-filter get-segment-definition get-segment-membership get-upload-job list-calculated-attribute-definitions list-domain-object-types list-event-triggers list-object-type-attribute-values list-profile-object-types list-profile-objects list-recommender-filters",
  datasync: "describe-location-fsx-ontap describe-location-fsx-open-zfs",
  datazone:
    "get-connection get-data-source get-form-type get-lineage-event get-notebook get-notebook-export get-notebook-run list-connections list-data-source-run-activities list-data-sources list-notifications",
  deadline:
    "batch-get-job batch-get-job-entity batch-get-session-action batch-get-task get-fleet get-job get-queue-environment get-session-action get-storage-profile get-storage-profile-for-queue get-task list-session-actions list-tasks search-jobs search-tasks",
  devicefarm:
    "get-job get-remote-access-session get-run get-upload list-jobs list-remote-access-sessions list-runs list-test-grid-session-artifacts list-uploads",
  "devops-agent": "get-service list-services",
  discovery: "describe-agents",
  dms: "describe-data-migrations describe-endpoints describe-replication-task-assessment-results",
  drs: "describe-source-networks",
  ds: "describe-directories describe-shared-directories",
  "ds-data": "describe-group describe-user",
  ebs: "get-snapshot-block list-changed-blocks list-snapshot-blocks",
  ec2: "describe-bundle-tasks describe-conversion-tasks describe-import-image-tasks describe-import-snapshot-tasks describe-launch-template-versions describe-spot-fleet-requests describe-spot-instance-requests describe-verified-access-trust-providers describe-vpn-connections get-instance-tpm-ek-pub get-launch-template-data get-password-data get-vpn-connection-device-sample-configuration",
  ecs: "describe-daemon-task-definition describe-express-gateway-service describe-task-definition describe-tasks",
  emr: "get-cluster-session-credentials get-session-endpoint",
  "emr-containers":
    "describe-job-run describe-job-template describe-managed-endpoint get-managed-endpoint-session-credentials list-job-runs list-job-templates list-managed-endpoints",
  "emr-serverless": "get-application get-job-run get-session get-session-endpoint",
  events: "describe-connection list-targets-by-rule",
  evs: "get-environment",
  finspace: "get-kx-connection-string",
  "finspace-data": "get-external-data-view-access-details get-programmatic-access-credentials",
  firehose: "describe-delivery-stream",
  forecast: "list-tags-for-resource",
  frauddetector: "get-event get-event-prediction-metadata get-list-elements get-rules",
  fsx: "describe-backups describe-file-systems describe-snapshots describe-volumes",
  gamelift:
    "describe-container-fleet describe-fleet-events describe-fleet-port-settings describe-game-server describe-game-session-details describe-game-session-placement describe-game-session-queues describe-game-sessions describe-matchmaking-configurations describe-player-sessions get-compute-access get-instance-access list-container-fleets list-game-servers",
  gameliftstreams: "get-stream-session get-stream-url list-stream-urls",
  "geo-places": "get-place search-nearby search-text",
  glue: "batch-get-data-quality-result batch-get-jobs get-dashboard-url get-data-quality-result get-entity-records get-job get-jobs get-session-endpoint list-data-quality-statistics",
  grafana: "describe-workspace describe-workspace-authentication",
  guardduty: "get-findings",
  healthlake: "get-data-transformation-profile",
  iam: "list-virtual-mfa-devices",
  identitystore: "describe-group describe-user list-groups list-users",
  inspector2: "get-code-security-integration",
  interconnect: "get-connection",
  iot: "get-package-version",
  "iot-managed-integrations":
    "get-account-association get-managed-thing get-managed-thing-state get-provisioning-profile list-discovered-devices list-managed-things",
  iotfleetwise: "get-campaign",
  iotsitewise:
    "describe-pipeline describe-pipeline-execution describe-search describe-task list-searches",
  iotwireless: "get-device-profile get-partner-account list-partner-accounts",
  ivs: "batch-get-channel batch-get-stream-key get-channel get-stream-key get-stream-session",
  "ivs-realtime": "get-ingest-configuration",
  kafkaconnect: "describe-connector describe-connector-operation describe-worker-configuration",
  kms: "get-parameters-for-import",
  lambda:
    "get-durable-execution get-durable-execution-history get-durable-execution-state get-function get-function-configuration list-functions list-versions-by-function",
  "launch-wizard": "get-deployment",
  "lex-models": "get-bot-channel-association get-bot-channel-associations",
  "lex-runtime": "get-session",
  "lexv2-models": "describe-bot-recommendation",
  "lexv2-runtime": "get-session",
  lightsail: "get-relational-database-master-user-password",
  location:
    "batch-get-device-position describe-key describe-map get-device-position get-device-position-history get-geofence get-place list-device-positions list-geofences list-keys search-place-index-for-position search-place-index-for-suggestions search-place-index-for-text",
  mailmanager:
    "get-address-list-import-job get-ingress-point get-rule-set list-address-list-import-jobs",
  mediapackage: "describe-channel list-channels",
  migrationhuborchestrator: "get-workflow",
  mpa: "get-policy-version get-resource-policy get-session list-tags-for-resource",
  mwaa: "get-environment",
  "mwaa-serverless": "get-workflow-run",
  networkmanager: "get-devices get-sites",
  odb: "get-cloud-vm-cluster list-cloud-vm-clusters",
  organizations: "describe-handshake list-handshakes-for-account list-handshakes-for-organization",
  "partnercentral-selling":
    "get-aws-opportunity-summary get-engagement get-engagement-invitation get-opportunity get-resource-snapshot list-engagement-invitations list-opportunities",
  "payment-cryptography": "get-certificate-signing-request",
  "pca-connector-scep": "get-challenge-password",
  personalize: "describe-filter list-tags-for-resource",
  "personalize-runtime": "get-personalized-ranking get-recommendations",
  pi: "get-performance-analysis-report list-performance-analysis-report-recommendations",
  pipes: "describe-pipe list-tags-for-resource",
  polly: "get-lexicon",
  proton:
    "get-component get-deployment get-environment get-environment-template-version get-service get-service-instance get-service-template-version list-component-outputs list-environment-outputs list-service-instance-outputs list-service-pipeline-outputs",
  qbusiness: "get-plugin",
  qconnect:
    "get-ai-agent get-ai-guardrail get-ai-prompt get-content get-import-job get-knowledge-base get-message-template get-next-message get-quick-response get-recommendations list-ai-agent-versions list-ai-agents list-knowledge-bases list-message-template-versions list-message-templates list-messages list-quick-responses list-spans query-assistant search-message-templates search-quick-responses",
  quicksight:
    "describe-agent describe-analysis describe-analysis-definition describe-asset-bundle-export-job describe-asset-bundle-import-job describe-automation-job describe-dashboard describe-dashboard-definition describe-dashboard-snapshot-job describe-dashboard-snapshot-job-result describe-data-set describe-flow describe-knowledge-base describe-o-auth-client-application describe-template describe-template-definition describe-topic describe-topic-v2 get-dashboard-embed-url get-session-embed-url list-topic-reviewed-answers",
  rds: "describe-db-clusters describe-db-instances describe-db-proxy-target-groups describe-option-groups describe-tenant-databases",
  redshift:
    "describe-clusters get-cluster-credentials get-cluster-credentials-with-iam get-identity-center-auth-token",
  "redshift-serverless": "get-credentials",
  rekognition: "get-face-liveness-session-results",
  "resource-explorer-2":
    "batch-get-view get-managed-view get-resource-explorer-setup get-service-view get-view",
  rolesanywhere: "list-tags-for-resource",
  route53domains: "get-domain-detail",
  route53globalresolver: "get-access-token",
  rtbfabric: "get-responder-gateway",
  s3control: "get-data-access",
  sagemaker: "describe-model-card describe-model-package",
  "sagemaker-geospatial": "get-earth-observation-job",
  secretsmanager: "batch-get-secret-value get-random-password get-secret-value",
  "security-ir": "get-case-attachment-download-url get-case-attachment-upload-url list-comments",
  sesv2: "get-account get-export-job get-message-insights",
  ssm: "describe-association describe-maintenance-window-execution-task-invocations describe-maintenance-window-tasks get-access-token get-maintenance-window-execution-task get-maintenance-window-execution-task-invocation get-maintenance-window-task get-parameter get-parameter-history get-parameters get-parameters-by-path get-patch-baseline list-association-versions list-commands",
  "ssm-quicksetup": "list-tags-for-resource",
  sso: "get-role-credentials",
  stepfunctions:
    "describe-execution describe-state-machine describe-state-machine-for-execution get-activity-task get-execution-history",
  storagegateway: "describe-chap-credentials describe-gateway-information",
  sts: "get-delegated-access-token get-federation-token get-session-token get-web-identity-token",
  supplychain: "get-data-integration-flow list-data-integration-flows",
  taxsettings: "get-tax-registration list-supplemental-tax-registrations list-tax-registrations",
  "timestream-query": "describe-scheduled-query",
  transfer: "describe-certificate describe-connector describe-web-app-customization",
  verifiedpermissions:
    "batch-get-policy get-identity-source get-policy get-policy-template get-schema is-authorized is-authorized-with-token list-identity-sources",
  "voice-id": "list-tags-for-resource",
  wickr: "get-oidc-info get-opentdf-config",
  wisdom: "get-content get-import-job get-quick-response get-recommendations list-quick-responses",
  workdocs: "describe-comments",
  workmail: "describe-user",
  "workspaces-thin-client": "get-environment list-environments",
  "workspaces-web":
    "get-browser-settings get-data-protection-settings get-identity-provider get-ip-access-settings get-session-logger get-user-settings list-session-loggers list-tags-for-resource list-user-settings",
};
