//! What the words around a number say about it, in the languages of [`crate::triggers`], written folded as well.

use std::sync::LazyLock;

use crate::quick_map::QuickMap;

/// What a word does between a trigger and a number, or next to a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Role {
    /// Carries no meaning of its own ("my OTP *number* *is*").
    pub(crate) connects: bool,
    /// Says that a number follows or precedes ("*is*", "*es*").
    pub(crate) equates: bool,
    /// Says whose a thing is ("*my*").
    pub(crate) owns: bool,
    /// Announces a number that is nothing secret ("*order*", "*since*").
    pub(crate) harmless: bool,
    /// Names a thing that has a number ("*order*"); harmless as well.
    pub(crate) labels: bool,
    /// Counts or measures when it follows a number ("*minutes*").
    pub(crate) measures: bool,
    /// Asks for something ("*send*").
    pub(crate) asks: bool,
    /// Turns a request around ("*never*").
    pub(crate) negates: bool,
    /// Makes a thing of the trigger before it ("OTP *feature*").
    pub(crate) compounds: bool,
}

const CONNECTS: &str = "is are was its it s be the this that these number numbers no nos nr num nummer code here will please ok \
    sure yes user customer and or reply answer hi hello sir digits digit still also too sorry oops oh wait actually \
    हाँ जी का की के यह ये कोड संख्या नंबर है हैं मेरा मेरी मेरे और ka ki ke ye yeh aur ji \
    el la los las lo numero codigo de del da do o a os as y si claro un una este esta um uma \
    le les du des et oui voici voila c ce cet \
    die der das und ja lautet hier \
    هو هي رقم و ال نعم \
    ya wa la yangu ndio 的 您 你 我 好 码 号 这 那 个 就 请 到";
const EQUATES: &str = "is are was be s as equals es son ser e sao seria est sont ist lautet sind hai hain he है हैं هو هي ni voici \
    here follows hier aqui thats 是 为";
const OWNS: &str = "my your our his her their mera meri mere apna apni मेरा मेरी मेरे अपना अपनी mi su tu meu minha seu sua mon ma ton \
    votre mein meine dein deine ihre yangu yako 我 你 您";
const HARMLESS: &str = "confirmation flight \
    room street road zip zipcode pincode postal postcode amount balance price prices cost costs costing costed \
    charge charges charged fees priced pricing worth bill billed spend spent earned refund refunded limit deposit \
    deposited withdraw withdrew salary revenue total budget fee pay paid usd rs inr eur gbp kes ngn ending ends \
    ended since year date version case quantity qty bid campaign \
    राशि कीमत रुपये precio monto saldo desde terminada prix montant solde depuis preis betrag seit plz preco \
    سعر مبلغ رصيد ankara bei kiasi salio 价 额 邮";
const LABELS: &str = "order orders invoice tracking track awb shipment parcel consignment waybill container ticket incident request \
    booking reservation reference ref pnr crn policy claim application roll admission enrolment enrollment registration \
    reg certificate licence license permit membership member batch lot meter asset device serial imei imsi iccid sim \
    ean upc gtin isbn hsn barcode strichcode article artikel artikelnummer product item items sku model part \
    id ids transaction txn utr rrn receipt voucher coupon promo docket folio quote quotation tender job file page \
    employee student vendor supplier payment invoiceid orderid \
    ऑर्डर आर्डर टिकट बुकिंग पॉलिसी pedido factura guia envio rastreo poliza reserva expediente lote cupon \
    commande facture colis suivi dossier police lot coupon bestellung bestellnummer auftrag auftragsnummer rechnung \
    rechnungsnummer sendung sendungsnummer vertrag vertragsnummer police aktenzeichen gutschein \
    fatura encomenda rastreamento apolice protocolo cupom طلب الطلب طلبيه فاتوره شحنه حجز oda agizo \
    单 编 票 券";
const MEASURES: &str = "digits digit minutes minute mins min hours hour hrs hr seconds secs sec days day weeks months years year \
    times attempts tries rupees rupee rs dollars dollar usd eur euro euros inr gbp pounds kes ksh naira ngn aed sar reais pesos \
    percent pct items pcs pieces units people followers views likes subscribers posts reels reach impressions saves clicks sales leads lines sms calls orders pins otps codes cards boards km kg g gb mb am pm k lakh \
    lakhs crore million thousand characters words \
    मिनट घंटे दिन रुपये बार digitos minutos horas dias veces chiffres minutes heures jours fois ziffern minuten stunden tage mal \
    stellen algarismos vezes دقيقه دقائق ساعه يوم ريال درهم dakika saa siku shilingi";
const ASKS: &str = "please pls plz kindly may can could would let need needed required requires read dictate bitte favor \
    what whats which send share provide enter confirm give tell type need require input submit reply mention write \
    kya bhejo bheje bhejiye batao bataye bataiye dijiye dalen क्या भेजें भेजिए बताएं बताइए दें दीजिए दर्ज \
    cual envie envia enviar enviame ingrese ingresa introduzca comparta dime digame indique proporcione escriba necesito \
    qual digite informe informar envie mande diga forneca preciso \
    quel quelle envoyez donnez indiquez saisissez entrez communiquez fournir besoin \
    wie welche senden schicken geben nennen eingeben teilen mitteilen benotige brauche \
    ما ارسل ارسلي ادخل ادخلي اكتب زودنا اعطني ابعت \
    tuma nitumie wekandika ingiza taja nipe nini 请 输 发 告 提 填 给 什 多 哪";
const COMPOUNDS: &str = "board boards feature features module integration service services system project page button game \
    cushion badge collection wheel message messages post posts tweet screen field form flow login api sdk plugin product \
    map location marker drop size count reward rewards program programme campaign plan tier holder holders sleeve \
    design print prints template templates store shop business company team department policy issue problem error bug \
    charges charge fee fees limit expiry";
const NEGATES: &str = "not never don dont doesn cannot without nunca jamas ne jamais nicht nie niemals nao jamais mat kabhi nahi मत नहीं \
    कभी न لا ابدا لن usitume usishiriki kamwe nobody noone anyone 不 别 勿";

/// The role of a word; no role when it is unknown.
pub(crate) fn role(word: &str) -> Role {
    ROLES.get(word).copied().unwrap_or_default()
}

static ROLES: LazyLock<QuickMap<&'static str, Role>> = LazyLock::new(|| {
    let mut roles: QuickMap<&'static str, Role> = QuickMap::default();
    let mut give = |words: &'static str, set: fn(&mut Role)| {
        words.split_whitespace().for_each(|word| set(roles.entry(word).or_default()));
    };
    give(CONNECTS, |role| role.connects = true);
    give(EQUATES, |role| (role.connects, role.equates) = (true, true));
    give(OWNS, |role| (role.connects, role.owns) = (true, true));
    give(HARMLESS, |role| role.harmless = true);
    give(LABELS, |role| (role.harmless, role.labels) = (true, true));
    give(MEASURES, |role| role.measures = true);
    give(ASKS, |role| role.asks = true);
    give(NEGATES, |role| role.negates = true);
    give(COMPOUNDS, |role| role.compounds = true);
    roles
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{fold, is_part_of_word};

    #[test]
    fn every_word_is_written_folded() {
        for word in ROLES.keys() {
            assert_eq!(word.chars().flat_map(fold).collect::<String>(), *word);
            assert!(word.chars().all(is_part_of_word), "{word}");
        }
    }
}
