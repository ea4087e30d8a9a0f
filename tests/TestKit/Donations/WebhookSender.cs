using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace IShowTts.TestKit.Donations;

/// <summary>Sends webhooks as a service would: signs by Standard Webhooks 1.0.0 or fills Ko-fi's form. Its signature is computed apart from the product's.</summary>
public static class WebhookSender
{
    /// <summary>Secret A of the reference's vectors.</summary>
    public const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>A body of our convention.</summary>
    public static string Donation(string name = "Alice", string amount = "\"5.00\"", string currency = "EUR", string message = "Hello", bool isPublic = true, bool isTest = false) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"donation.created","timestamp":"2026-11-22T08:00:00Z","data":{"id":"d_123","name":"{{{name}}}","amount":{{{amount}}},"currency":"{{{currency}}}","message":"{{{message}}}","is_public":{{{(isPublic ? "true" : "false")}}},"is_test":{{{(isTest ? "true" : "false")}}}}}
        """);

    /// <summary>Ko-fi's JSON.</summary>
    public static string Kofi(
        string id, string token, string name = "Carol", string amount = "3.00", string message = "Good luck!", bool isPublic = true, string type = "Donation", string transaction = "0f0f0f0f-1111-2222-3333-000000000000") =>
        string.Create(CultureInfo.InvariantCulture, $$$"""
        {"verification_token":"{{{token}}}","message_id":"{{{id}}}","timestamp":"2026-05-10T12:00:00Z","type":"{{{type}}}","is_public":{{{(isPublic ? "true" : "false")}}},"from_name":"{{{name}}}","message":"{{{message}}}","amount":"{{{amount}}}","url":"https://ko-fi.com/Home/CoffeeShop?txid=1","email":"carol@example.com","currency":"USD","is_subscription_payment":false,"is_first_subscription_payment":false,"kofi_transaction_id":"{{{transaction}}}","shop_items":null,"tier_name":null,"shipping":null}
        """);

    /// <summary>Ko-fi's form of a JSON text.</summary>
    public static string Form(string json) => "data=" + Uri.EscapeDataString(json).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, string id, long timestamp, byte[] body)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] content = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content));
    }

    /// <summary>A signed request.</summary>
    public static HttpRequestMessage Signed(string path, string id, string body, DateTimeOffset at, string secret = Secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var seconds = at.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Sign(secret, id, seconds, bytes));
        return request;
    }

    /// <summary>A request of Ko-fi.</summary>
    public static HttpRequestMessage KofiRequest(string path, string json) =>
        new(HttpMethod.Post, path) { Content = new StringContent(Form(json), Encoding.UTF8, "application/x-www-form-urlencoded") };
}
