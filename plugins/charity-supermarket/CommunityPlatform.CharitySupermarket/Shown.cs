using System.Globalization;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Texts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket;

/// <summary>How moments, names of states and refusals stand on screen.</summary>
internal static class Shown
{
    /// <summary>2026年11月22日 14:30.</summary>
    public static string Moment(this IStringLocalizer texts, DateTime utc) =>
        ChinaTime.Local(utc).ToString(texts["Format.Moment"], CultureInfo.CurrentUICulture);

    /// <summary>2026年11月22日.</summary>
    public static string Day(this IStringLocalizer texts, DateOnly day) => day.ToString(texts["Format.Day"], CultureInfo.CurrentUICulture);

    /// <summary>The name of a state, level, form…</summary>
    public static string Name<T>(this IStringLocalizer texts, T value) where T : struct, Enum => texts[$"{typeof(T).Name}.{value}"];

    /// <summary>What is wrong at a field, or null.</summary>
    public static string? At(this IStringLocalizer texts, Refusal? refusal, string field) => refusal switch
    {
        null => null,
        InvalidFields invalid when invalid.Errors.Of(field).Any() => string.Join(' ', invalid.Errors.Of(field).Select(fault => texts.Fault(fault))),
        InvalidFields => null,
        _ => refusal.Field == field ? texts.Refusal(refusal) : null,
    };

    /// <summary>What stands at the top: the refusal itself, or that fields below need mending.</summary>
    public static string Top(this IStringLocalizer texts, Refusal refusal) =>
        refusal is InvalidFields ? texts["Form.MendFields"] : texts.Refusal(refusal);
}
