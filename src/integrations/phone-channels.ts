/** SMS and calls: channels that one provider carries, or another when that one fails. */

import type { ChannelSettings, SharedChannel } from "./channel.ts";
import { phoneGatewaySms, phoneGatewayVoice } from "./phone-gateway.ts";
import { checkPhoneNumber } from "./phone-number.ts";
import { twilioSms } from "./twilio-sms.ts";
import { twilioVoice } from "./twilio-voice.ts";

export const sms: SharedChannel = {
  kind: "sms",
  title: "SMS",
  loud: true,
  checkAddress: checkPhoneNumber,
  missingSetting,
  providers: ({ phone }) => [
    ...(phone?.twilio === undefined ? [] : [twilioSms(phone.twilio, phone.callbackUrl)]),
    ...(phone?.gateway === undefined ? [] : [phoneGatewaySms(phone.gateway, phone.callbackUrl)]),
  ],
};

export const voice: SharedChannel = {
  kind: "voice",
  title: "Phone call",
  loud: true,
  checkAddress: checkPhoneNumber,
  missingSetting,
  providers: ({ phone }) => [
    ...(phone?.twilio === undefined ? [] : [twilioVoice(phone.twilio, phone.callbackUrl)]),
    ...(phone?.gateway === undefined ? [] : [phoneGatewayVoice(phone.gateway, phone.callbackUrl)]),
  ],
};

function missingSetting({ phone }: ChannelSettings): string | undefined {
  return phone?.twilio === undefined && phone?.gateway === undefined
    ? "TOCSIN_TWILIO_ACCOUNT_SID or TOCSIN_PHONE_GATEWAY_URL is not set"
    : undefined;
}
