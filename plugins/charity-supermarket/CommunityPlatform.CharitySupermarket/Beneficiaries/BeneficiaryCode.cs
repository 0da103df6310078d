using System.Text.RegularExpressions;

namespace CommunityPlatform.CharitySupermarket.Beneficiaries;

/// <summary>对象编号 · Letters, a hyphen, digits: <c>D-0123</c>. No room for a name.</summary>
internal static partial class BeneficiaryCode
{
    [GeneratedRegex("^[A-Z]{1,3}-[0-9]{3,6}$")]
    public static partial Regex Pattern();
}
